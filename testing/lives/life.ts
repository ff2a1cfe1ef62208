/** What the reference remembers of an assignment: facts as they were typed, in order, and nothing worked out. */
import type { Day } from '@/lib/calendar-date'
import type { Terms } from './rule'
import type { Line, OwnPriceKind, SuspensionKind, WaivedKind } from './steps'

/** Number of typing, over the whole book: 1, 2, 3. */
export type Seq = number

export type Version = { number: number; scope: 'all' | 'new'; from: Day; terms: Terms; seq: Seq }

/** Something that counts from a boundary on (SPEC 10). */
export type Change = { seq: Seq; from: Day } & (
  | { what: 'version'; version: Version }
  | { what: 'cancel'; version: Version }
  /** Typed after a move it counts from the boundary of the move on (SPEC 9): `notBefore`. */
  | { what: 'quantity'; quantity: number; notBefore: Day }
)

export type Package = {
  code: string
  currency: string
  versions: Version[]
  cancels: { version: Version; seq: Seq; from: Day }[]
}

export type Span = { from: Day; to: Day; kind: SuspensionKind }
/** Ends and spans as they stood from one typing on. `cut` is E + 1. Never empty: the assignment itself is the first. */
export type Service = { seq: Seq; day: Day; cut: Day; spans: Span[] }

export type OwnPrice = { from: Day; until: Day; how: OwnPriceKind; x: string; notBefore: Day }

/** Which boundary every change that counted had: what a charge remembers of its plan (SPEC 10). */
export type Counted = ReadonlyMap<Seq, Day>

/** Days between two boundaries. `undivided` is d of SPEC 5: of the whole period that a stub is a part of. */
export type Stretch = {
  from: Day
  to: Day
  shape: 'once' | 'stopped' | 'stub' | 'full'
  undivided: number
  version: Version
  quantity: number
  counted: Counted
}

export type Unit = { numerator: bigint; denominator: bigint }

/** A charge, a settlement or a mirror, with what it was planned under. */
export type Entry = {
  line: Line
  seq: Seq
  kind: Line['kind']
  start: Day
  settlement: number
  retail: bigint
  cost: bigint
  stretch: Stretch
  unit: Unit
  live: boolean
}

/** A waiver or a period marked as billed: it counts as charged and keeps its days. */
type SetAside = { kind: WaivedKind; start: Day; stretch: Stretch; marked: boolean }

export type Owner = { a: string; payer: string; from: Day }

/** An assignment and those that it was moved to: one line of periods, several payers. */
export type AssignedLife = {
  order: number
  package: Package
  did: string | null
  start: Day
  quantity: number
  setupWaived: boolean
  /** Set-up retail of its own, in millionths; null is that of the package. */
  setupRetail: bigint | null
  /** The first owner's `from` is before everything. */
  owners: Owner[]
  quantities: Extract<Change, { what: 'quantity' }>[]
  services: Service[]
  prices: OwnPrice[]
  setAside: SetAside[]
  entries: Entry[]
  /** The highest settlement number ever used, by start of period. */
  settlements: Map<Day, number>
}

export const never: Day = Number.POSITIVE_INFINITY
export const always: Day = Number.NEGATIVE_INFINITY

export function serviceNow(life: AssignedLife): Service {
  const last = life.services.at(-1)
  if (!last) throw new Error('an assignment without days')
  return last
}

/** Ends and spans as they stood when number `seq` was typed. */
export function serviceAt(life: AssignedLife, seq: Seq): Service {
  return life.services.filter(service => service.seq <= seq).at(-1) ?? serviceNow(life)
}

export function isSuspended(service: Service, day: Day): boolean {
  return service.spans.some(span => span.kind === 'stop' && span.from <= day && day < span.to)
}

/** True for a day of service: within the life and not suspended with *stop*. */
export function isServed(service: Service, day: Day): boolean {
  return day < service.cut && !isSuspended(service, day)
}

/** Whose a period is: the last owner whose boundary is not after its first day. */
export function ownerOf(life: AssignedLife, start: Day): Owner {
  const owner = life.owners.filter(o => o.from <= start).at(-1)
  if (!owner) throw new Error('a period without an owner')
  return owner
}
