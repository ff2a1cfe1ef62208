/** What a person says to start or undo a run; shared by the form, the action, the command line and the API. */
import { z } from 'zod'
import { plainText, rowId, sentId } from '@/lib/fields/plain-text'
import { mostChosen } from '@/lib/waivers/limit'
import { parseDay } from '../calendar-date'

const date = z
  .string({ error: 'Choose a date.' })
  .trim()
  .refine(text => parseDay(text) !== null, 'Enter a date that exists, such as 2026-03-31.')

const reason = plainText('reason', 0, 500).refine(text => [...text].length >= 3, {
  message: 'Say why, in a few words.',
})

export const catalogues = ['scheduled', 'today'] as const

const most = { customers: 10_000, packages: 500 }

/** Run billing through a date, for chosen customers or all, simulated or posted; a simulation may leave packages and prices out. */
export const runSchema = z
  .object({
    throughOn: date,
    customerIds: z
      .array(rowId('Choose customers from the list, or none for all.'))
      .max(most.customers, 'Choose at most 10,000 customers, or none for all.')
      .default([]),
    packageIds: z
      .array(rowId('Choose packages from the list, or none for all.'))
      .max(most.packages, 'Choose at most 500 packages, or none for all.')
      .default([]),
    catalogue: z
      .enum(catalogues, { error: 'Choose with scheduled prices, or today’s only.' })
      .default('scheduled'),
    mode: z.enum(['simulate', 'post'], { error: 'Choose simulate or post.' }),
    /** Posts also through a day after today: said by whoever has seen what it would charge. */
    ahead: z.boolean({ error: 'Say true or false.' }).default(false),
  })
  .refine(run => run.mode === 'simulate' || run.packageIds.length === 0, {
    path: ['packageIds'],
    message: 'Only a simulation can look at some packages alone. Post for whole customers.',
  })
  .refine(run => run.mode === 'simulate' || run.catalogue === 'scheduled', {
    path: ['catalogue'],
    message: 'Only a simulation can leave scheduled prices out.',
  })
export type RunInput = z.output<typeof runSchema>

export const undoSchema = z.object({
  runId: sentId,
  reason,
})
export type UndoInput = z.output<typeof undoSchema>

/** A charge that is planned: the key under which the ledger would hold it, and its date. */
export const plannedKeySchema = z.object({
  assignmentId: sentId,
  kind: z.enum(['setup', 'one_time', 'recurring', 'minimum_spend', 'credit']),
  periodFrom: date,
  billingOn: date,
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
  reason,
})
export type WaiverInput = z.output<typeof waiverSchema>

/** One coming charge that is not to be posted. A credit is owed to the customer, and is none. */
export const comingWaiverSchema = plannedKeySchema.extend({
  kind: z.enum(['setup', 'one_time', 'recurring', 'minimum_spend']),
  reason,
})
export type ComingWaiver = z.output<typeof comingWaiverSchema>

/** One charge, undone; `waive` also keeps the next run from charging it again. */
export const undoChargeSchema = z.object({
  chargeId: sentId,
  reason,
  waive: z.boolean().default(false),
})
export type UndoChargeInput = z.output<typeof undoChargeSchema>

/** A range to check for leaks, the customer after whom the slice begins, and how many lines the slices before came to. */
export const leakAskSchema = z
  .object({
    from: date,
    to: date,
    after: z.int().min(0).default(0),
    lines: z.int().min(0).default(0),
  })
  .refine(range => range.from <= range.to, { path: ['to'], message: 'Choose a day on or after the first.' })
