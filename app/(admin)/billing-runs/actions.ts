'use server'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/lib/action'
import { runInBackground } from '@/lib/billing-runs/background'
import { runSchema, undoSchema } from '@/lib/billing-runs/schema'
import { undoRun } from '@/lib/billing-runs/undo'
import { previewUndo } from '@/lib/billing-runs/undo-preview'
import { searchCustomers } from '@/lib/customers/queries'

/**
 * Opens the run, lets it work on behind the answer, and says where to watch it. Nothing is revalidated: drawing this page
 * again would have to wait for the run's first batch.
 */
export const runBilling = action(runSchema, async ({ db, actor, today, input }) => {
  const runId = await runInBackground(db, actor, { ...input, today, now: new Date(), startedFrom: 'app' })
  return { runId, mode: input.mode }
})

export const undo = action(undoSchema, async ({ db, actor, today, input }) => {
  const undone = await undoRun(db, actor, { ...input, today, now: new Date() })
  revalidatePath('/', 'layout')
  return undone
})

/** What an undo would do, asked when somebody is about to. */
export const readUndo = action(z.number().int().positive(), ({ db, actor, input }) =>
  previewUndo(db, actor, input),
)

export const findCustomers = action(z.string().max(200), async ({ db, actor, input }) =>
  (await searchCustomers(db, actor, input)).map(customer => ({
    value: String(customer.id),
    label: customer.name,
    note: `${customer.accountCode} · ${customer.currency}`,
  })),
)
