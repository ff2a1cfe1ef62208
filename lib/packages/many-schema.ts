/** What can be done to many packages at once: text as people type it, checked in one place. Isomorphic. */
import { z } from 'zod'
import { versionScopes } from '@/lib/billing/terms'
import { parseDay } from '@/lib/calendar-date'
import { isCurrency } from '@/lib/currency'
import { revision, sentId } from '@/lib/fields/plain-text'
import { decimalProblemText, parseDecimal } from '@/lib/money'

const mostAtOnce = 200

/** The packages, each with the revision that was seen in the preview; null while there was none yet. */
const chosen = z
  .array(z.object({ id: sentId, revision: revision.nullable() }))
  .min(1, 'Choose at least one package.')
  .max(mostAtOnce, `Choose at most ${mostAtOnce} packages at once.`)

const text = z.string().max(40, 'Enter less.')
/** A share of a price, in millionths: 1 % is 10,000. */
const percentDecimals = 4

function readPercent(typed: string, context: z.RefinementCtx): number {
  const trimmed = typed.trim().replace('−', '-').replace(/\s*%$/, '')
  const isNegative = trimmed.startsWith('-')
  const parsed = parseDecimal(trimmed.replace(/^[+-]/, ''), percentDecimals)
  const size = typeof parsed === 'number' ? parsed : 0
  const share = isNegative ? -size : size
  if (typeof parsed === 'string')
    context.addIssue({
      code: 'custom',
      message:
        parsed === 'not_a_decimal'
          ? 'Enter a percentage such as 5 or -2.5.'
          : decimalProblemText(parsed, percentDecimals),
    })
  else if (share === 0) context.addIssue({ code: 'custom', message: 'Enter a percentage other than 0.' })
  else if (share < -1_000_000 || share > 10_000_000)
    context.addIssue({ code: 'custom', message: 'Enter a percentage from -100 to 1,000.' })
  return share
}

export const archiveManySchema = z.object({ packages: chosen })

export const changePricesSchema = z
  .object({
    packages: chosen,
    percent: text.transform(readPercent),
    retail: z.boolean(),
    cost: z.boolean(),
    /** `minor`: to the decimals of the currency; `exact`: to six decimals. */
    rounding: z.enum(['exact', 'minor'], 'Choose how to round.'),
    effectiveOn: text.refine(typed => parseDay(typed.trim()) !== null, 'Enter a date such as 2026-12-01.'),
    appliesTo: z.enum(versionScopes, 'Choose all assignments or new ones only.'),
  })
  .refine(input => input.retail || input.cost, {
    path: ['retail'],
    message: 'Choose retail, cost or both.',
  })

export const duplicateManySchema = z.object({
  packages: chosen,
  currency: text.transform(typed => typed.trim().toUpperCase()).refine(isCurrency, 'Choose a currency.'),
  /** Units of the new currency for one of the old, in millionths. */
  rate: text.transform((typed, context) => {
    const parsed = parseDecimal(typed, 6)
    if (typeof parsed === 'number' && parsed > 0) return parsed
    context.addIssue({
      code: 'custom',
      message:
        typeof parsed === 'number' || parsed === 'not_a_decimal'
          ? 'Enter a rate above 0, such as 1.085.'
          : decimalProblemText(parsed, 6),
    })
    return 0
  }),
})

export type ChosenPackage = { id: number; revision: number | null }
export type ArchiveMany = z.output<typeof archiveManySchema>
export type ChangePrices = z.output<typeof changePricesSchema>
export type DuplicateMany = z.output<typeof duplicateManySchema>
