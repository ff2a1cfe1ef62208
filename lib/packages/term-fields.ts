/**
 * The fields of a package, described once: the form, packages.csv, the history and the comparison of versions go by them. Without zod, which is
 * heavy: pages that only name fields load this file too.
 */
import type { Terms } from '../billing/terms'

/** How a term is typed: a price, a word of a list, a whole number, yes or no, days, prefixes. */
export type TermKind = 'price' | 'word' | 'whole' | 'yesNo' | 'match' | 'prefixes'

/** A term as the form and the file have it: its column of packages.csv, and what an empty form begins with. */
type TermField = { term: keyof Terms; column: string; label: string; kind: TermKind; empty: unknown }

/** Every term, in the order of packages.csv. One more is described here, and read by `readTerms`. */
export const termFields = {
  cost: { term: 'costMicro', column: 'cost', label: 'Cost', kind: 'price', empty: '' },
  retail: { term: 'retailMicro', column: 'retail', label: 'Retail', kind: 'price', empty: '' },
  setupCost: { term: 'setupCostMicro', column: 'setup_cost', label: 'Setup cost', kind: 'price', empty: '' },
  setupRetail: {
    term: 'setupRetailMicro',
    column: 'setup_retail',
    label: 'Setup retail',
    kind: 'price',
    empty: '',
  },
  frequency: { term: 'frequency', column: 'frequency', label: 'Frequency', kind: 'word', empty: 'none' },
  every: { term: 'every', column: 'every', label: 'Every', kind: 'whole', empty: '1' },
  match: { term: 'match', column: 'frequency_match', label: 'Frequency match', kind: 'match', empty: [] },
  timing: { term: 'timing', column: 'timing', label: 'Timing', kind: 'word', empty: 'advance' },
  firstPeriod: {
    term: 'firstPeriod',
    column: 'first_period',
    label: 'First period',
    kind: 'word',
    empty: 'skip',
  },
  lastPeriod: {
    term: 'lastPeriod',
    column: 'last_period',
    label: 'Last period',
    kind: 'word',
    empty: 'full',
  },
  minimumSpend: {
    term: 'minimumSpend',
    column: 'minimum_spend',
    label: 'Minimum spend',
    kind: 'yesNo',
    empty: false,
  },
  usageGraceDays: {
    term: 'usageGraceDays',
    column: 'usage_grace_days',
    label: 'Usage grace days',
    kind: 'whole',
    empty: '0',
  },
  minimumDays: {
    term: 'minimumDays',
    column: 'minimum_days',
    label: 'Minimum days',
    kind: 'whole',
    empty: '0',
  },
  type: { term: 'type', column: 'type', label: 'Type', kind: 'word', empty: 'standard' },
  destination: {
    term: 'destination',
    column: 'destination',
    label: 'Destination',
    kind: 'prefixes',
    empty: '',
  },
  whenFundsShort: {
    term: 'whenFundsShort',
    column: 'when_funds_short',
    label: 'When funds are short',
    kind: 'word',
    empty: 'charge',
  },
} as const satisfies Record<string, TermField>

export type TermFieldName = keyof typeof termFields

export const termFieldNames = Object.keys(termFields) as TermFieldName[]

/** The columns of what a package has beside its terms: it prices nothing and makes no version. Without one it is not in packages.csv. */
export const ownColumns = {
  code: 'code',
  name: 'name',
  description: 'description',
  currency: 'currency',
  connexcsPackage: 'connexcs_package',
  /** Days ahead that charges are announced: empty as the schedule says, 0 never. */
  noticeDays: null,
} as const
