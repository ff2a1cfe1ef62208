'use server'
import { z } from 'zod'
import { requireAdmin } from '@/lib/access/actor'
import { runInBackground } from '@/lib/billing-runs/background'
import { sentId } from '@/lib/fields/plain-text'
import { action } from '@/lib/http/action'
import { backlogStates } from '@/lib/waivers/read/backlog'
import { listBacklogKeys, previewChosen } from '@/lib/waivers/read/chosen-lines'
import { chosenSchema } from '@/lib/waivers/schema'
import { payersOf } from '@/lib/waivers/write/waive-chosen'

const matchingSchema = z.object({
  state: z.enum(backlogStates).nullable(),
  customerId: sentId.nullable(),
  after: z.int().min(0),
})

/** The next keys of all that match the list's filters. */
export const readMatching = action(matchingSchema, ({ db, actor, today, input }) =>
  listBacklogKeys({ db, actor }, { ...input, throughOn: today }),
)

/** What taking the chosen lines off, or charging them, would mean now. */
export const readChosen = action(chosenSchema, ({ input, ...context }) => previewChosen(context, input.lines))

/** A run through today over the customers of the chosen lines; see where it goes on its own page. */
export const chargeChosen = action(chosenSchema, async ({ db, actor, today, now, input }) => {
  requireAdmin(actor)
  const customerIds = await payersOf(db, input.lines)
  const run = { mode: 'post', throughOn: today, customerIds, today, now } as const
  return { runId: await runInBackground({ db, actor }, { ...run, startedFrom: 'app' }) }
})
