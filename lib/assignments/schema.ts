import { z } from 'zod'
import {
  optionalRowId,
  optionalWholeNumber,
  plainText,
  revision,
  rowId,
  wholeNumber,
} from '@/lib/fields/plain-text'
import { parseDay } from '../calendar-date'

const dateSentence = 'Enter a date from 1970-01-01 to 9999-12-31, such as 2026-03-31.'
const quantitySentence = 'Enter a whole number from 1 to 1,000,000.'
const minutesSentence = 'Enter whole minutes from 0 to 100,000,000.'
const daysSentence = 'Enter whole days from 0 to 3,650.'

/** A calendar date as typed. */
export const dateInput = z
  .string({ error: dateSentence })
  .trim()
  .refine(text => parseDay(text) !== null, { message: dateSentence })

/** A calendar date, or null where nothing was typed. */
const optionalDateInput = z
  .string({ error: dateSentence })
  .trim()
  .refine(text => text === '' || parseDay(text) !== null, { message: dateSentence })
  .transform(text => text || null)
  .nullable()
  .default(null)

export const quantityInput = wholeNumber(1, 1_000_000, quantitySentence)
const minutesInput = optionalWholeNumber(0, 100_000_000, minutesSentence)
const minimumDaysInput = optionalWholeNumber(0, 3650, daysSentence)
const yesNo = z.boolean({ error: 'Enter yes or no.' })
const assignmentId = rowId('Choose an assignment.')

/** Why minimum days are overridden; asked of admins. */
const reason = plainText('reason', 0, 500)
  .nullable()
  .transform(text => text || null)
  .default(null)

/** An empty reference is given one, such as A000123. */
const reference = plainText('reference', 0, 60)
  .nullable()
  .transform(text => text || null)
  .default(null)

/** What to do with the billing dates before today. */
const pastDatesChoices = ['charge', 'mark_billed'] as const

const fields = z.object({
  packageId: rowId('Choose a package.'),
  customerId: optionalRowId('Choose a customer.'),
  didId: optionalRowId('Choose a DID.'),
  quantity: quantityInput.default(1),
  startOn: dateInput,
  endOn: optionalDateInput,
  autoDecrementCredit: yesNo.default(true),
  minutes: minutesInput,
  setupWaived: yesNo.default(false),
  minimumDays: minimumDaysInput,
  reference,
  pastDates: z
    .enum(['', ...pastDatesChoices], { error: 'Choose what to do with the past dates.' })
    .transform(choice => choice || null)
    .nullable()
    .default(null),
})

const across = z.object({ startOn: z.string(), endOn: z.string().nullish() })
const targets = z.object({ customerId: z.unknown(), didId: z.unknown() })

function refuseEndBeforeStart(typed: unknown, ctx: z.RefinementCtx): void {
  const found = across.safeParse(typed)
  if (!found.success || !found.data.endOn) return
  const { startOn, endOn } = found.data
  if (parseDay(startOn) === null || parseDay(endOn) === null) return
  if (endOn < startOn)
    ctx.addIssue({
      code: 'custom',
      path: ['endOn'],
      message: 'Enter an end date on or after the start date.',
    })
}

function refuseTwoTargets(typed: unknown, ctx: z.RefinementCtx): void {
  const found = targets.safeParse(typed)
  if (!found.success) return
  const { customerId, didId } = found.data
  if (!customerId && !didId)
    ctx.addIssue({ code: 'custom', path: ['customerId'], message: 'Choose a customer or a DID.' })
  if (customerId && didId)
    ctx.addIssue({ code: 'custom', path: ['didId'], message: 'Choose a customer or a DID, not both.' })
}

/** What many targets are given at once: the fields of one assignment, without target, reference and days of its own. */
export const sharedAssignmentFields = fields
  .omit({ customerId: true, didId: true, reference: true, minimumDays: true })
  .superRefine(refuseEndBeforeStart, { when: () => true })

/** Why an admin does what minimum days forbid. */
export const overrideReason = reason

export const assignmentSchema = fields
  // Judged beside bad fields too, so that a file names every bad column of a row at once.
  .superRefine(refuseEndBeforeStart, { when: () => true })
  .superRefine(refuseTwoTargets, { when: () => true })

/** What is typed so far, for the preview: whatever cannot be read yet is null, an end date that cannot be read undefined. */
export const assignmentDraftSchema = z.object({
  packageId: rowId('Choose a package.'),
  customerId: optionalRowId('Choose a customer.').catch(null),
  didId: optionalRowId('Choose a DID.').catch(null),
  quantity: quantityInput.nullable().catch(null),
  startOn: dateInput.nullable().catch(null),
  endOn: optionalDateInput.optional().catch(undefined),
  setupWaived: yesNo.catch(false),
  minimumDays: minimumDaysInput.catch(null),
})

export type AssignmentDraft = z.output<typeof assignmentDraftSchema>

export const endAssignmentSchema = z.object({
  id: assignmentId,
  revision,
  /** The last day of service; empty lets an ended assignment run on. */
  endOn: optionalDateInput,
  reason,
})

/** A day as typed so far; what cannot be read yet is null. */
export const exitQuoteSchema = z.object({ id: assignmentId, endOn: optionalDateInput.catch(null) })

/** One package for another: the old one ends on the day before `startOn`, the new one begins on it. */
export const changePackageSchema = z.object({
  id: assignmentId,
  revision,
  packageId: rowId('Choose a package.'),
  startOn: dateInput,
  quantity: quantityInput,
  minutes: minutesInput,
  setupWaived: yesNo.default(false),
  reason,
})

export const changePreviewSchema = changePackageSchema
  .pick({ id: true, packageId: true, setupWaived: true })
  .extend({
    quantity: quantityInput.nullable().catch(null),
  })

export type ChangePackage = z.output<typeof changePackageSchema>
export type ChangePreviewAsk = z.output<typeof changePreviewSchema>

export const deleteAssignmentSchema = z.object({ id: assignmentId, reason })

export const quantityChangeSchema = z.object({
  id: assignmentId,
  revision,
  quantity: quantityInput,
  effectiveOn: dateInput,
})

export const assignmentEditSchema = z.object({
  id: assignmentId,
  revision,
  autoDecrementCredit: yesNo,
  minutes: minutesInput,
  reference: plainText('reference', 1, 60),
})

export type AssignmentInput = z.output<typeof assignmentSchema>
export type EndAssignment = z.output<typeof endAssignmentSchema>
export type DeleteAssignment = z.output<typeof deleteAssignmentSchema>
export type QuantityChange = z.output<typeof quantityChangeSchema>
export type AssignmentEdit = z.output<typeof assignmentEditSchema>
