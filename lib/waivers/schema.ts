import { z } from 'zod'
import { existingDate } from '@/lib/fields/date'
import { reasonText, sentId } from '@/lib/fields/plain-text'
import { mostChosen } from './limit'

/** A charge that is planned: the key under which the ledger would hold it, and its date. */
const plannedKeySchema = z.object({
  assignmentId: sentId,
  kind: z.enum(['setup', 'one_time', 'recurring', 'minimum_spend', 'credit']),
  periodFrom: existingDate,
  billingOn: existingDate,
})

export type PlannedKey = z.output<typeof plannedKeySchema>

/** A planned charge as the row of a list names it: `12.recurring.2026-10-01.2026-10-01`. */
const plannedKeyText = z
  .string()
  .max(80)
  .transform(text => {
    const [assignmentId, kind, periodFrom, billingOn] = text.split('.')
    return { assignmentId: Number(assignmentId), kind, periodFrom, billingOn }
  })
  .pipe(plannedKeySchema)

const chosenLines = z
  .array(z.union([plannedKeySchema, plannedKeyText]))
  .min(1, 'Choose at least one charge.')
  .max(mostChosen, 'Choose at most 10,000 charges.')

/** What is chosen in the backlog, to be looked at before it is taken off or charged. */
export const chosenSchema = z.object({ lines: chosenLines })

/** Charges not to be posted: waived, or billed elsewhere. */
export const waiverSchema = z.object({
  lines: chosenLines,
  outcome: z.enum(['waived', 'marked_billed']),
  reason: reasonText,
})

export type WaiverInput = z.output<typeof waiverSchema>

/** One coming charge that is not to be posted. A credit is owed to the customer, and is none. */
export const comingWaiverSchema = plannedKeySchema.extend({
  kind: z.enum(['setup', 'one_time', 'recurring', 'minimum_spend']),
  reason: reasonText,
})

export type ComingWaiver = z.output<typeof comingWaiverSchema>
