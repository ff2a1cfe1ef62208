/** The fields of a package, described once: the form, packages.csv, the history and the comparison of versions go by them. */
import { z } from 'zod'
import type { Terms } from '../billing/terms'

/** A text of a form, empty if nothing was sent. */
export const text = z.string('Enter text here.').max(10_000, 'Enter at most 10,000 characters.').default('')

const wholeNumber = z.union([z.string(), z.number()], 'Enter a whole number.').default('')

/** What a form or a file may send for a field of each kind. */
const inputs = {
  price: text,
  word: text,
  whole: wholeNumber,
  yesNo: z.union([z.boolean(), z.string()], 'Choose yes or no.').default(''),
  match: z.union([text, z.array(z.number()).max(400)], 'Choose days.').default(''),
  prefixes: z
    .string('Enter prefixes such as ^44|^91.')
    .max(10_000, 'Enter at most 200 prefixes.')
    .default(''),
} as const

type Kind = keyof typeof inputs

/** A term as the form and the file have it: its column of packages.csv, and what an empty form begins with. */
type TermField = { term: keyof Terms; column: string; label: string; kind: Kind; empty: unknown }

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

/** What a package has beside its terms: it prices nothing and makes no version. Without a column it is not in packages.csv. */
export const ownFields = {
  code: { column: 'code', input: text },
  name: { column: 'name', input: text },
  description: { column: 'description', input: text },
  currency: { column: 'currency', input: text },
  connexcsPackage: { column: 'connexcs_package', input: text },
  /** Days ahead that charges are announced: empty as the schedule says, 0 never. */
  noticeDays: { column: null, input: wholeNumber },
} as const

type OwnFieldName = keyof typeof ownFields

type Shape = { [Name in OwnFieldName]: (typeof ownFields)[Name]['input'] } & {
  [Name in TermFieldName]: (typeof inputs)[(typeof termFields)[Name]['kind']]
}

/** The fields as a form holds them. An empty text is the default of SPEC's table: nothing has to be sent but the name. */
export const packageFields = z.object(
  Object.fromEntries([
    ...Object.entries(ownFields).map(([name, { input }]) => [name, input]),
    ...termFieldNames.map(name => [name, inputs[termFields[name].kind]]),
  ]) as Shape,
)

export type PackageFields = z.output<typeof packageFields>

export type PackageField = keyof PackageFields
