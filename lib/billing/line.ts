/** What a line is, and the plain facts that it is planned from. */
import type { Day } from '../calendar-date'
import type { PeriodShape } from './period'
import type { Lifetime } from './segment'
import type { PlannedKind, SkipReason, TermsVersion } from './terms'

/** A live recurring charge, as it was posted. */
export type PostedCharge = {
  periodFrom: Day
  periodTo: Day
  versionId: number
  quantity: number
  unitRetailMicro: number
  unitCostMicro: number
  retailMinor: bigint
  costMinor: bigint
}

/** Everything a line depends on, besides usage. Days, millionths and whole numbers; no clock and no database. */
export type AssignmentFacts = Lifetime & {
  id: number
  /** The first day without service (the typed end + 1), or null. */
  endBefore: Day | null
  /** The day on which the end was entered; null where it was known from the beginning. */
  endedOn: Day | null
  setupWaived: boolean
  /** Lines dated before it are skipped as `marked_billed`. */
  chargeFrom: Day | null
  currencyExponent: number
  /** Live recurring charges that reach past the end; only asked where an assignment was ended. */
  posted: readonly PostedCharge[]
  /** Periods that somebody took off by hand, by `waiverKey`: their lines are skipped. */
  waived?: ReadonlyMap<string, Waiver>
}

/** What takes a charge off before it is posted: never to be charged, or billed elsewhere; and why. */
export type Waiver = { id: number; outcome: 'waived' | 'marked_billed'; reason: string }

/** The key of a charge within its assignment. */
export function waiverKey(kind: string, periodFrom: Day): string {
  return `${kind}:${periodFrom}`
}

/** Net usage in `[from, before)` of the assignment's target, in millionths. */
export type SpendIn = (from: Day, before: Day) => bigint

export type Line = {
  assignmentId: number
  kind: PlannedKind
  billingOn: Day
  periodFrom: Day
  periodTo: Day
  shape: PeriodShape | 'point'
  version: TermsVersion
  quantity: number
  unitRetailMicro: number
  unitCostMicro: number
  numerator: number
  denominator: number
  /** Minimum spend: the net usage that was counted. */
  spendMicro: bigint | null
  retailMinor: bigint
  costMinor: bigint
  setupWaived: boolean
  skip: SkipReason | null
}
