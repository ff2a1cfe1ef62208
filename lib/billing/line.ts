/** What a line is, and the plain facts that it is planned from. */
import type { Day } from '../calendar-date'
import type { PeriodShape } from './period'
import type { Lifetime } from './segment'
import type { PlannedKind, SkipReason, TermsVersion } from './terms'

/** One live line of a posted period: the charge itself is settlement 0, each later settlement has the next number. */
type PostedLine = {
  settlement: number
  retailMinor: bigint
  costMinor: bigint
  changeNumber: number
}

/** A recurring period with a live charge, as it was posted, and what was settled of it since. */
export type PostedPeriod = {
  opensOn: Day
  periodTo: Day
  versionId: number
  quantity: number
  unitRetailMicro: number
  unitCostMicro: number
  /** The charge first, then its live settlements in their order. */
  lines: readonly PostedLine[]
  /** One more than the highest settlement ever posted, undone ones included. */
  nextSettlement: number
  /** Who was charged, and whether the balance moved: a settlement goes the same way. */
  customerId: number
  isDebited: boolean
}

/** An end that was typed, moved or taken away (null); `number` is its place among all changes. */
export type EndChange = { number: number; typedOn: Day; endBefore: Day | null }

/** Everything a line depends on, besides usage. Days, millionths and whole numbers; no clock and no database. */
export type AssignmentFacts = Lifetime & {
  id: number
  /** The first day without service (the typed end + 1), or null. */
  endBefore: Day | null
  /** Every end that was typed, in the order of typing; the last one is `endBefore`. Empty if none ever was. */
  ends: readonly EndChange[]
  /** Only periods that open on or after `billsFrom` and before `billsBefore` are its own: a moved number's are divided so. */
  billsFrom: Day | null
  billsBefore: Day | null
  setupWaived: boolean
  /** Lines dated before it are skipped as `marked_billed`. */
  chargeFrom: Day | null
  currencyExponent: number
  /** Live recurring charges, in the order of their periods; only asked if something may have to be settled. */
  posted: readonly PostedPeriod[]
  /** Periods that somebody took off by hand, by `waiverKey`: their lines are skipped. */
  waived?: ReadonlyMap<string, Waiver>
}

type NewAssignment = Pick<
  AssignmentFacts,
  'startOn' | 'endBefore' | 'quantity' | 'versions' | 'currencyExponent'
>

/** An assignment that does not exist yet, or as one that nothing was ever changed or charged of. */
export function newAssignment(facts: NewAssignment & Partial<AssignmentFacts>): AssignmentFacts {
  return {
    ...{ id: 0, quantityChanges: [], ends: [], billsFrom: null, billsBefore: null },
    ...{ setupWaived: false, chargeFrom: null, posted: [] },
    ...facts,
  }
}

/** The assignment as if its end were typed, moved or (null) taken away on a day, after all else that is known of it. */
export function withEnd<T extends AssignmentFacts>(facts: T, endBefore: Day | null, typedOn: Day): T {
  return {
    ...facts,
    endBefore,
    ends: [...facts.ends, { number: Number.MAX_SAFE_INTEGER, typedOn, endBefore }],
  }
}

/** What takes a charge off before it is posted: never to be charged, or billed elsewhere; and why. */
export type Waiver = {
  id: number
  kind: string
  periodFrom: Day
  outcome: 'waived' | 'marked_billed'
  reason: string
  /** Its place among all changes: terms that are typed later do not count for its period. */
  changeNumber: number
}

/** False for what settles a period upwards: it belongs to a charge, and a waiver of its key would be about that. */
export const mayBeWaived = ({ settlement, kind }: Pick<Line, 'settlement' | 'kind'>): boolean =>
  settlement === 0 || kind === 'credit'

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
  /** The first day of the period that it is about: `periodFrom`, but for a settlement. With `settlement` its key. */
  opensOn: Day
  /** 0 for a charge; a settlement of what was posted has the next number of its period. */
  settlement: number
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
  /** A settlement goes to whoever was charged, in the way of the charge; null for all other lines. */
  settles: PostedPeriod | null
  skip: SkipReason | null
}
