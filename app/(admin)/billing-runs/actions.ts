'use server'
import { revalidatePath } from 'next/cache'
import { resumeInBackground, runInBackground, undoInBackground } from '@/lib/billing-runs/background'
import { type AheadSums, NotConfirmed } from '@/lib/billing-runs/confirm-ahead'
import { cancelRun, pauseRun } from '@/lib/billing-runs/control'
import { judgeReach } from '@/lib/billing-runs/limits'
import { runSchema, undoSchema } from '@/lib/billing-runs/schema'
import { previewUndo } from '@/lib/billing-runs/undo/preview'
import { undoChargeSchema } from '@/lib/charges/schema'
import { previewUndoCharge, undoCharge } from '@/lib/charges/write'
import { sentId } from '@/lib/fields/plain-text'
import { action } from '@/lib/http/action'
import { checkLeaks, countChecked } from '@/lib/leaks/read'
import { leakAskSchema } from '@/lib/leaks/schema'
import { waiverSchema } from '@/lib/waivers/schema'
import { unwaiveCharge, waiveCharges } from '@/lib/waivers/write/waive-chosen'

export type BillingAnswer = { runId: number } | { asked: AheadSums }

/**
 * Opens the run, lets it work on behind the answer, and says where to watch it; a posting ahead of today that is not confirmed is
 * asked back with its sums. Nothing is revalidated: drawing this page again would have to wait for the run's first batch.
 */
export const runBilling = action(
  runSchema,
  async ({ db, actor, today, now, input }): Promise<BillingAnswer> => {
    try {
      const run = { ...input, today, now, startedFrom: 'app' } as const
      return { runId: await runInBackground({ db, actor }, run) }
    } catch (error) {
      if (error instanceof NotConfirmed) return { asked: error.sums }
      throw error
    }
  },
)

/** As `runBilling`: the undo goes on behind the answer, and the run's page shows how far it is. */
export const undo = action(undoSchema, async ({ db, actor, today, now, input }) => {
  const isBegun = await undoInBackground({ db, actor }, { ...input, today, now })
  return { isBegun }
})

/** What an undo would do, asked when somebody is about to. */
export const readUndo = action(sentId, ({ input, ...context }) => previewUndo(context, input))

export const pause = action(sentId, async ({ input, ...context }) => {
  await pauseRun(context, input)
  revalidatePath(`/billing-runs/${input}`)
})

export const cancel = action(sentId, async ({ input, ...context }) => {
  await cancelRun(context, input)
  revalidatePath(`/billing-runs/${input}`)
})

/** As `runBilling`: the run goes on behind the answer, under its own number. */
export const resume = action(sentId, ({ input, ...context }) => resumeInBackground(context, input))

/** What an undo of one charge would do. */
export const readUndoCharge = action(sentId, ({ input, ...context }) => previewUndoCharge(context, input))

export const undoOneCharge = action(undoChargeSchema, async ({ input, ...context }) => {
  const undone = await undoCharge(context, input)
  revalidatePath('/', 'layout')
  return undone
})

export const waive = action(waiverSchema, async ({ input, ...context }) => {
  const count = await waiveCharges(context, input)
  revalidatePath('/billing-runs/backlog')
  return { count }
})

export const unwaive = action(sentId, async ({ input, ...context }) => {
  const isBack = await unwaiveCharge(context, input)
  revalidatePath('/billing-runs/backlog')
  return { isBack }
})

/** The next slice of a leak check, with how much there is to check. */
export const readLeaks = action(leakAskSchema, async ({ db, actor, today, input }) => {
  judgeReach('check', input.to, { today, field: 'to' })
  return { ...(await checkLeaks({ db, actor }, input)), total: await countChecked({ db, actor }, input.to) }
})
