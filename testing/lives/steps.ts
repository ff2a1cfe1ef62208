/**
 * The steps of a life: what is typed into a small book, on which billing day, in the order of typing; and the lines
 * that a step posts. The cases of `testdata/cases.json`, the random lives, the reference and the product's driver
 * all speak these words. Days are `YYYY-MM-DD`, amounts decimal text.
 */
import type {
  FirstPeriodPolicy,
  Frequency,
  LastPeriodPolicy,
  Timing,
  VersionScope,
} from '@/lib/billing/terms'
import type { CalendarDate } from '@/lib/calendar-date'

/** Terms as typed; a field that is not named has the default of SPEC 3. */
export type TypedTerms = {
  frequency?: Frequency
  every?: number
  /** As in packages.csv: `mon|wed`, `15|31`, `03-31|09-30`; ignored for none and daily. */
  match?: string
  timing?: Timing
  first?: FirstPeriodPolicy
  last?: LastPeriodPolicy
  retail?: string
  cost?: string
  setup_retail?: string
  setup_cost?: string
  minimum?: boolean
  /** Usage grace days. */
  grace?: number
}

export type LifeKind = 'setup' | 'one_time' | 'recurring' | 'minimum_spend' | 'credit' | 'reversal'
/** What can be waived: a key of kind and start of period. */
export type WaivedKind = 'setup' | 'one_time' | 'recurring' | 'minimum_spend'
export type SuspensionKind = 'stop' | 'keep'
export type OwnPriceKind = 'price' | 'percent' | 'amount'

type Typed<T extends string, Fields> = { t: T; today: CalendarDate } & Fields

/** Only if the currency is not USD; every other customer begins where it is first named. */
type CustomerStep = Typed<'customer', { customer: string; currency: string }>
/** The first version (number 1) of package `p`. */
type PackageStep = Typed<'package', { p: string; terms: TypedTerms; currency?: string }>
/** A further version; its number is one more than the package's last. All its terms are typed again. */
export type VersionStep = Typed<
  'version',
  { p: string; from: CalendarDate; scope: VersionScope; terms: TypedTerms }
>
export type CancelStep = Typed<'cancel', { p: string; version: number }>
/** To the DID, or without one to the customer itself. */
export type AssignStep = Typed<
  'assign',
  {
    a: string
    p: string
    customer: string
    did?: string
    q: number
    S: CalendarDate
    E?: CalendarDate | null
    /** Back-dated: charge the past dates (default), or mark the listed periods as billed. */
    past?: 'charge' | 'mark'
    setup_waived?: boolean
    /** Set-up retail of its own, per unit; waived wins over it. */
    setup_retail?: string
  }
>
export type QuantityStep = Typed<'quantity', { a: string; from: CalendarDate; q: number }>
/** The end that counts from now on; null takes it away. */
export type EndStep = Typed<'end', { a: string; E: CalendarDate | null }>
/** A row of own price; the same `from` again replaces the row. Without `until` it is open. */
export type PriceStep = Typed<
  'price',
  { a: string; from: CalendarDate; until?: CalendarDate | null; how: OwnPriceKind; x: string }
>
/** Without `R` it is open. */
export type SuspendStep = Typed<
  'suspend',
  { a: string; F: CalendarDate; R?: CalendarDate | null; kind?: SuspensionKind }
>
/** The span that begins on `F` has new days from now on; `newF: null` deletes it. Its kind stays. */
export type SpanStep = Typed<
  'span',
  { a: string; F: CalendarDate; newF: CalendarDate | null; R?: CalendarDate | null }
>
/** The DID of `a` goes to customer `to`, `a` is moved along; `new` names the assignment that begins. */
export type MoveStep = Typed<'move', { a: string; to: string; new: string }>
/** A usage row of SPEC 13; `charge` may be negative, and `on` may be long past. */
export type UsageStep = Typed<
  'usage',
  { id: string; customer: string; did?: string; on: CalendarDate; charge: string }
>
/** `from` is the start of the period (S for setup and one-time). */
export type WaiveStep = Typed<'waive', { a: string; kind: WaivedKind; from: CalendarDate }>
export type UnwaiveStep = Typed<'unwaive', { a: string; kind: WaivedKind; from: CalendarDate }>
/** Every `run` has the next number, 1, 2, 3, whether it posts something or not. A simulation has none. */
type RunStep = Typed<'run', { through: CalendarDate; lines?: ExpectedLine[] }>
type SimulateStep = Typed<'simulate', { through: CalendarDate; lines?: ExpectedLine[] }>
type UndoStep = Typed<'undo', { run: number; lines?: ExpectedLine[] }>
/** The live line of this key; `from` is its `key_from`, `settlement` 0 if it is not named. */
export type UndoLineStep = Typed<
  'undo_line',
  {
    a: string
    kind: Exclude<LifeKind, 'reversal'>
    from: CalendarDate
    settlement?: number
    lines?: ExpectedLine[]
  }
>

export type Step =
  | CustomerStep
  | PackageStep
  | VersionStep
  | CancelStep
  | AssignStep
  | QuantityStep
  | EndStep
  | PriceStep
  | SuspendStep
  | SpanStep
  | MoveStep
  | UsageStep
  | WaiveStep
  | UnwaiveStep
  | RunStep
  | SimulateStep
  | UndoStep
  | UndoLineStep

export type Life = { name: string; steps: Step[] }

/** What a case says of a line. */
export type ExpectedLine = {
  kind: LifeKind
  payer: string
  billing_date: CalendarDate
  posting_date: CalendarDate
  period_from: CalendarDate
  period_to: CalendarDate
  retail: string
}

/** A line as posted (or, simulated, as it would be). */
export type Line = ExpectedLine & {
  /** The assignment's name. */
  a: string
  cost: string
  /** The run that posted it; for a reversal, the run of the line that it mirrors; null in a simulation. */
  run: number | null
  /** The start of the period in the key; a settlement's own `period_from` may be later. */
  key_from: CalendarDate
  /** 0 is the charge itself (SPEC 17). A reversal has that of the line that it mirrors. */
  settlement: number
  quantity: number
  /** The number of the version that priced it. */
  version: number
}

/** What the reference and the driver of the product implement. Steps that post nothing answer no lines. */
export interface Book {
  apply(step: Step): Promise<Line[]>
}

/** A step that SPEC refuses; nothing has changed. */
export class Refused extends Error {
  override name = 'Refused'
}

const kindOrder: readonly LifeKind[] = [
  'setup',
  'one_time',
  'recurring',
  'minimum_spend',
  'credit',
  'reversal',
]

/** One order for both sides of a comparison: date, assignment, kind, period, settlement. */
export function inOrder(lines: readonly Line[]): Line[] {
  const rank = (line: Line) =>
    [
      line.billing_date,
      line.a,
      kindOrder.indexOf(line.kind),
      line.key_from,
      String(line.settlement).padStart(4, '0'),
      line.period_from,
      line.retail,
      line.cost,
    ].join(' ')
  return lines
    .map(line => [rank(line), line] as const)
    .sort(byRank)
    .map(([, line]) => line)
}

function byRank([a]: readonly [string, Line], [b]: readonly [string, Line]): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
