/** What differs between two packages, in words: for the history of versions, the audit log and the second of two editors. */

import { scheduleText } from '@/lib/billing/labels'
import { destinationText } from '../billing/destination'
import type { Terms } from '../billing/terms'
import { formatPrice } from '../money'
import { type TermFieldName, termFieldNames, termFields } from './term-fields'

/** Terms as an actor may see them: cost is null where it was not read. */
export type SeenTerms = Omit<Terms, 'costMicro' | 'setupCostMicro'> & {
  costMicro: number | null
  setupCostMicro: number | null
}

export type Change = { field: TermFieldName; label: string; before: string; after: string }

const timingWords = { advance: 'In advance', arrears: 'In arrears' } as const
const firstWords = { skip: 'Not charged', prorate: 'By the day', full: 'Full amount' } as const
const lastWords = { full: 'Full amount', prorate: 'By the day' } as const
const typeWords = { standard: 'Standard', free_minutes: 'Free minutes' } as const
const fundsWords = { charge: 'Charge anyway', hold: 'Hold the charge' } as const

/** The words for each closed choice, as forms and pages show them. */
export const termsWords = {
  timing: timingWords,
  firstPeriod: firstWords,
  lastPeriod: lastWords,
  type: typeWords,
  whenFundsShort: fundsWords,
} as const

function priceText(micro: number | null, currency: string): string {
  return micro === null ? '' : formatPrice(micro, currency)
}

/** How often, every and on which days are one text: the schedule's, under the frequency. */
const inSchedule: readonly TermFieldName[] = ['every', 'match']

function shownText(name: TermFieldName, terms: SeenTerms, currency: string): string {
  if (name === 'frequency') return scheduleText(terms)
  if (name === 'destination')
    return terms.type === 'standard' ? 'None' : destinationText(terms.destination) || 'Every destination'
  const { term, kind } = termFields[name]
  const value = terms[term]
  if (kind === 'price') return priceText(value === null ? null : Number(value), currency)
  if (kind === 'yesNo') return value ? 'Yes' : 'No'
  const words: Readonly<Record<string, string>> =
    name in termsWords ? termsWords[name as keyof typeof termsWords] : {}
  return words[String(value)] ?? String(value)
}

/** Every commercial field that differs, in the order of the form; without cost where it was not read. Empty: the same terms. */
export function termsChanges(before: SeenTerms, after: SeenTerms, currency: string): Change[] {
  return termFieldNames.flatMap(field => {
    if (inSchedule.includes(field)) return []
    const [was, is] = [shownText(field, before, currency), shownText(field, after, currency)]
    const label = field === 'frequency' ? 'Schedule' : termFields[field].label
    return was === is ? [] : [{ field, label, before: was, after: is }]
  })
}

/** True where a change from one to the other makes no new version. */
export function sameTerms(before: Terms, after: Terms): boolean {
  return termsChanges(before, after, 'USD').length === 0
}

/** Changes in one sentence: `Retail from 10.00 to 12.00, Timing from In advance to In arrears`. */
export function changesSentence(changes: readonly Change[]): string {
  return changes
    .map(({ label, before, after }) => `${label} from ${before || 'nothing'} to ${after || 'nothing'}`)
    .join(', ')
}
