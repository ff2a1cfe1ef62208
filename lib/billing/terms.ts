/** The closed word lists and plain types of billing. Imports nothing; everybody may use its words. */

export const frequencies = ['none', 'daily', 'weekly', 'monthly', 'yearly'] as const
export type Frequency = (typeof frequencies)[number]

export const timings = ['advance', 'arrears'] as const
export type Timing = (typeof timings)[number]

export const firstPeriodPolicies = ['skip', 'prorate', 'full'] as const
export type FirstPeriodPolicy = (typeof firstPeriodPolicies)[number]

export const lastPeriodPolicies = ['full', 'prorate'] as const
export type LastPeriodPolicy = (typeof lastPeriodPolicies)[number]

export const packageTypes = ['standard', 'free_minutes'] as const
export type PackageType = (typeof packageTypes)[number]

export const fundsPolicies = ['charge', 'hold'] as const
type FundsPolicy = (typeof fundsPolicies)[number]

/** Who a later version of the terms applies to: everyone from their next boundary, or only who starts on or after it. */
export const versionScopes = ['all', 'new'] as const
export type VersionScope = (typeof versionScopes)[number]

export const chargeKinds = ['setup', 'one_time', 'recurring', 'minimum_spend', 'credit', 'reversal'] as const
export type ChargeKind = (typeof chargeKinds)[number]
/** What a plan can hold: everything but a reversal, which only an undo writes. */
export type PlannedKind = Exclude<ChargeKind, 'reversal'>

/** Why a candidate is not charged. Names, not sentences; the words for them are in the pages. */
export const skipReasons = [
  'zero', // retail and cost both round to 0
  'spend_reached', // minimum spend: the customer spent the commitment
  'marked_billed', // before the date from which the assignment is charged, or marked by hand
  'waived', // somebody decided that this period is not charged
  'funds_short', // the package holds when funds are short
  'amount_out_of_range', // larger than the ledger can hold
  'failed', // this one assignment could not be planned; the others were
] as const
export type SkipReason = (typeof skipReasons)[number]

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/**
 * When a package charges. `match` is a sorted set: ISO weekdays 1-7 (weekly), days 1-31 (monthly) or month x 100 + day
 * such as 331 (yearly); empty for none and daily, and where the anniversary of the start date is meant.
 */
export type Schedule = { frequency: Frequency; every: number; match: readonly number[] }

/** The commercial fields of one version of a package. Prices in millionths of the currency unit. */
export type Terms = Schedule & {
  costMicro: number
  retailMicro: number
  setupCostMicro: number
  setupRetailMicro: number
  timing: Timing
  firstPeriod: FirstPeriodPolicy
  lastPeriod: LastPeriodPolicy
  minimumSpend: boolean
  usageGraceDays: number
  minimumDays: number
  type: PackageType
  /** Prefixes of digits; empty means every destination. Only where type is free_minutes. */
  destination: readonly string[]
  whenFundsShort: FundsPolicy
}

/** Terms with everything at its default: a one-time package that costs nothing. */
export const defaultTerms: Terms = {
  costMicro: 0,
  retailMicro: 0,
  setupCostMicro: 0,
  setupRetailMicro: 0,
  frequency: 'none',
  every: 1,
  match: [],
  timing: 'advance',
  firstPeriod: 'skip',
  lastPeriod: 'full',
  minimumSpend: false,
  usageGraceDays: 0,
  minimumDays: 0,
  type: 'standard',
  destination: [],
  whenFundsShort: 'charge',
}

/** The names of the terms: the one list that tables, forms, files and comparisons go by. */
export const termNames = Object.keys(defaultTerms) as (keyof Terms)[]

/** The terms among the fields of a row, or the columns of a table. */
export function pickTerms<Row extends Record<keyof Terms, unknown>>(row: Row): Pick<Row, keyof Terms> {
  return Object.fromEntries(termNames.map(name => [name, row[name]])) as Pick<Row, keyof Terms>
}

/** A version of the terms. `effectiveOn` is a day count since 1970-01-01; the first version is in force from day 0. */
export type TermsVersion = {
  id: number
  number: number
  effectiveOn: number
  appliesTo: VersionScope
  terms: Terms
  /** Its place among all changes of terms and assignments, in the order of typing. */
  changeNumber: number
  /** The place of its cancellation among them; null if it stands. */
  cancelledNumber: number | null
}

/** The one version of terms that are not saved. */
export function onlyVersion(terms: Terms): TermsVersion {
  return { id: 0, number: 1, effectiveOn: 0, appliesTo: 'all', terms, changeNumber: 0, cancelledNumber: null }
}
