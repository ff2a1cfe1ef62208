/** What differs between two packages, in words: for the history of versions, the audit log and the second of two editors. */

import { scheduleText } from '@/lib/billing/labels'
import { destinationText } from '../billing/destination'
import type { Terms } from '../billing/terms'
import { formatPrice } from '../money'

/** Terms as an actor may see them: cost is null where it was not read. */
export type SeenTerms = Omit<Terms, 'costMicro' | 'setupCostMicro'> & {
  costMicro: number | null
  setupCostMicro: number | null
}

export type Change = { field: string; label: string; before: string; after: string }

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

type Shown = {
  field: keyof Terms | 'schedule'
  label: string
  text(terms: SeenTerms, currency: string): string
}

function priceText(micro: number | null, currency: string): string {
  return micro === null ? '' : formatPrice(micro, currency)
}

const shown: readonly Shown[] = [
  { field: 'costMicro', label: 'Cost', text: (t, c) => priceText(t.costMicro, c) },
  { field: 'retailMicro', label: 'Retail', text: (t, c) => formatPrice(t.retailMicro, c) },
  { field: 'setupCostMicro', label: 'Setup cost', text: (t, c) => priceText(t.setupCostMicro, c) },
  { field: 'setupRetailMicro', label: 'Setup retail', text: (t, c) => formatPrice(t.setupRetailMicro, c) },
  { field: 'schedule', label: 'Schedule', text: t => scheduleText(t) },
  { field: 'timing', label: 'Timing', text: t => timingWords[t.timing] },
  { field: 'firstPeriod', label: 'First period', text: t => firstWords[t.firstPeriod] },
  { field: 'lastPeriod', label: 'Last period', text: t => lastWords[t.lastPeriod] },
  { field: 'minimumSpend', label: 'Minimum spend', text: t => (t.minimumSpend ? 'Yes' : 'No') },
  { field: 'usageGraceDays', label: 'Usage grace days', text: t => String(t.usageGraceDays) },
  { field: 'minimumDays', label: 'Minimum days', text: t => String(t.minimumDays) },
  { field: 'type', label: 'Type', text: t => typeWords[t.type] },
  {
    field: 'destination',
    label: 'Destination',
    text: t => (t.type === 'standard' ? 'None' : destinationText(t.destination) || 'Every destination'),
  },
  { field: 'whenFundsShort', label: 'When funds are short', text: t => fundsWords[t.whenFundsShort] },
]

/** Every commercial field that differs, in the order of the form; without cost where it was not read. Empty: the same terms. */
export function termsChanges(before: SeenTerms, after: SeenTerms, currency: string): Change[] {
  return shown.flatMap(({ field, label, text }) => {
    const [was, is] = [text(before, currency), text(after, currency)]
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
