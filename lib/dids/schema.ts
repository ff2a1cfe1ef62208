import { z } from 'zod'
import { optionalRowId, plainText, revision, rowId } from '@/lib/fields/plain-text'
import { parseDay } from '../calendar-date'

const numberSentence = 'Enter the number with its country code, 3 to 15 digits, such as 442071234567.'

/**
 * A phone number as people write it to E.164 digits, or null. One leading +, spaces, dashes, dots and parentheses are
 * dropped; ASCII digits only. `normaliseNumber('+44 20 7123-4567')` is `442071234567`; `0044…` and `020…` are null.
 */
export function normaliseNumber(text: string): string | null {
  const digits = text
    .trim()
    .replace(/^\+/, '')
    .replace(/[\s\-.()\u2010-\u2015]/g, '')
  return /^[1-9][0-9]{2,14}$/.test(digits) ? digits : null
}

function e164(text: string, ctx: z.RefinementCtx): string {
  const number = normaliseNumber(text)
  if (number !== null) return number
  const isNational = /^\s*0/.test(text)
  ctx.addIssue({
    code: 'custom',
    message: isNational
      ? 'Start with the country code instead of 0: 442071234567, not 02071234567.'
      : numberSentence,
  })
  return z.NEVER
}

const fields = z.object({
  number: z.string({ error: numberSentence }).max(60, numberSentence).transform(e164),
  /** Null is stock. */
  customerId: optionalRowId('Choose a customer, or leave it empty for stock.'),
  carrier: plainText('carrier', 0, 120).default(''),
  isEnabled: z.boolean({ error: 'Enter yes or no.' }).default(true),
})

/** What becomes of the open assignments of a DID that leaves its customer. */
const openAssignmentsChoices = ['end', 'move'] as const

export const didSchema = fields

export const didEditSchema = fields.extend({
  id: rowId('Choose a DID.'),
  revision,
  openAssignments: z
    .enum(['', ...openAssignmentsChoices], { error: 'Choose to end the assignments or to move them.' })
    .transform(choice => choice || null)
    .default(null),
  /** The last day of service where they are ended; empty is today. */
  endOn: z
    .string()
    .trim()
    .refine(text => text === '' || parseDay(text) !== null, {
      message: 'Enter a date such as 2026-03-31.',
    })
    .transform(text => text || null)
    .nullable()
    .default(null),
  /** Why an admin ends them before their minimum days are over. */
  reason: plainText('reason', 0, 500)
    .nullable()
    .transform(text => text || null)
    .default(null),
})

/** What is chosen so far of a move, for its preview: what cannot be read yet is null. */
export const moveAskSchema = z.object({
  id: rowId('Choose a DID.'),
  customerId: optionalRowId('Choose a customer.').catch(null),
  openAssignments: didEditSchema.shape.openAssignments.catch(null),
  endOn: didEditSchema.shape.endOn.catch(null),
})

/** A range is added at once up to this many numbers. */
const mostInRange = 10_000

type Ends = { first: string; last: string }

/** How many numbers a range has, both ends included. */
export function rangeSize({ first, last }: Ends): number {
  return Number(last) - Number(first) + 1
}

/** What is wrong with the ends of a range, or null: as many digits, in order, at most 10,000. */
function rangeProblem({ first, last }: Ends): string | null {
  if (first.length !== last.length)
    return `Enter a number of ${first.length} digits, as the first one has: ranges do not change length.`
  if (rangeSize({ first, last }) < 1) return `Enter a number after the first one, ${first}.`
  if (rangeSize({ first, last }) > mostInRange)
    return `Enter a number up to ${Number(first) + mostInRange - 1}: at most 10,000 are added at once.`
  return null
}

export const didRangeSchema = fields
  .omit({ number: true })
  .extend({ first: fields.shape.number, last: fields.shape.number })
  .superRefine((range, ctx) => {
    const message = rangeProblem(range)
    if (message) ctx.addIssue({ code: 'custom', path: ['last'], message })
  })

export type MoveAsk = z.output<typeof moveAskSchema>
export type DidRange = z.output<typeof didRangeSchema>
export type DidInput = z.output<typeof didSchema>
export type DidEdit = z.output<typeof didEditSchema>
