/** What a run through a day posts for one life: what is due and not there (SPEC 5, 7, 11), and what is settled (17). */
import type { Day } from '@/lib/calendar-date'
import { lineAmount, type Share, shareOf, suspendedDays, unitOf } from './amount'
import {
  type AssignedLife,
  type Entry,
  isServed,
  ownerOf,
  type Seq,
  type Service,
  type Stretch,
  serviceAt,
  serviceNow,
  type Unit,
} from './life'
import type { LifeKind, WaivedKind } from './steps'
import { stretchesOf } from './timeline'

export type Due = {
  life: AssignedLife
  kind: Exclude<LifeKind, 'reversal'>
  start: Day
  settlement: number
  date: Day
  from: Day
  to: Day
  retail: bigint
  cost: bigint
  unit: Unit
  stretch: Stretch
}

/** Net usage of the target of a life within `[from, to)`, in millionths, never below 0. */
export type SpendOf = (life: AssignedLife, payer: string, window: { from: Day; to: Day }) => bigint

const whole: Share = { numerator: 1, denominator: 1 }
const plain = (price: bigint): Unit => ({ numerator: price, denominator: 1n })

function setupOf(life: AssignedLife, stretch: Stretch): Due {
  const { terms } = stretch.version
  const { currency } = life.package
  const amount = (unit: bigint) =>
    lineAmount({ unit: plain(unit), quantity: stretch.quantity, share: whole }, currency)
  const unit = life.setupWaived ? 0n : (life.setupRetail ?? terms.setupRetail)
  return {
    ...{ life, kind: 'setup', start: life.start, settlement: 0, date: life.start },
    ...{ from: life.start, to: life.start, retail: amount(unit), cost: amount(terms.setupCost) },
    ...{ unit: plain(unit), stretch },
  }
}

function kindOf(stretch: Stretch): WaivedKind {
  if (stretch.shape === 'once') return 'one_time'
  return stretch.version.terms.minimum ? 'minimum_spend' : 'recurring'
}

function dateOf(stretch: Stretch, service: Service): Day {
  const { terms } = stretch.version
  if (stretch.shape === 'once') return stretch.from
  const closes = Math.min(stretch.to, service.cut)
  if (terms.minimum) return closes + terms.grace
  return terms.timing === 'arrears' ? closes : stretch.from + suspendedDays(stretch, service).lead
}

function chargeOf(life: AssignedLife, stretch: Stretch, spendOf: SpendOf): Due | null {
  const service = serviceNow(life)
  const share = shareOf(stretch, service)
  if (!share) return null
  const { terms } = stretch.version
  const { currency } = life.package
  const { from, quantity } = stretch
  const kind = kindOf(stretch)
  const to = kind === 'one_time' ? from : Math.min(stretch.to, service.cut)
  const unit = unitOf(life, terms.retail, from)
  const spend = kind === 'minimum_spend' ? spendOf(life, ownerOf(life, from).payer, { from, to }) : undefined
  return {
    ...{ life, kind, start: from, settlement: 0, date: dateOf(stretch, service), from, to },
    retail: lineAmount({ unit, quantity, share, spend }, currency),
    cost: lineAmount({ unit: plain(terms.cost), quantity, share }, currency),
    ...{ unit, stretch },
  }
}

/** Every charge of a life for a period that opens on or before a day: posted or not, set aside or not, zero or not. */
export function chargesOpening(life: AssignedLife, until: Day, spendOf: SpendOf): Due[] {
  const stretches = stretchesOf(life, until)
  const [first] = stretches
  if (!first) return []
  return [setupOf(life, first), ...stretches.flatMap(stretch => chargeOf(life, stretch, spendOf) ?? [])]
}

/** Those that are dated on or before `through`. */
export function chargesDue(life: AssignedLife, through: Day, spendOf: SpendOf): Due[] {
  return chargesOpening(life, through, spendOf).filter(due => due.date <= through)
}

/** Posted live, waived or marked. */
export function isThere(due: Due): boolean {
  const same = (x: { kind: LifeKind; start: Day }) => x.kind === due.kind && x.start === due.start
  return due.life.setAside.some(same) || due.life.entries.some(e => e.live && e.settlement === 0 && same(e))
}

/** The days of a stretch whose service differs between two lists of ends and spans, or null. */
function changedDays(stretch: Stretch, before: Service, after: Service): { from: Day; to: Day } | null {
  const changed: Day[] = []
  for (let day = stretch.from; day < stretch.to; day++)
    if (isServed(before, day) !== isServed(after, day)) changed.push(day)
  const [from] = changed
  const last = changed.at(-1)
  return from === undefined || last === undefined ? null : { from, to: last + 1 }
}

/** The day of typing of the latest end or span that changed a day of the stretch. */
function touchedOn(life: AssignedLife, stretch: Stretch): Day {
  let touched: Day = stretch.from
  life.services.forEach((service, i) => {
    const before = life.services[i - 1]
    if (before && changedDays(stretch, before, service)) touched = service.day
  })
  return touched
}

/** SPEC 17: due now, at what the charge keeps, less what is posted live for its period. */
function settlementOf(charge: Entry, life: AssignedLife): Due | null {
  const { stretch, unit, start } = charge
  const now = serviceNow(life)
  const share = shareOf(stretch, now)
  const due = (price: Unit) =>
    share ? lineAmount({ unit: price, quantity: stretch.quantity, share }, life.package.currency) : 0n
  const lines = life.entries.filter(
    e => e.live && e.start === start && (e.kind === 'recurring' || e.kind === 'credit'),
  )
  const retail = lines.reduce((left, e) => left - e.retail, due(unit))
  const cost = lines.reduce((left, e) => left - e.cost, due(plain(stretch.version.terms.cost)))
  if (retail === 0n && cost === 0n) return null
  const lastSeq: Seq = Math.max(...lines.map(e => e.seq))
  const days = changedDays(stretch, serviceAt(life, lastSeq), now) ??
    changedDays(stretch, serviceAt(life, charge.seq), now) ?? { from: stretch.from, to: stretch.to }
  return {
    ...{ life, kind: (retail || cost) < 0n ? 'credit' : 'recurring', start },
    settlement: (life.settlements.get(start) ?? 0) + 1,
    date: Math.max(days.from, touchedOn(life, stretch)),
    ...days,
    ...{ retail, cost, unit, stretch },
  }
}

/** What is to be settled of the live charges of a life, whatever its date. */
export function settlementsOf(life: AssignedLife): Due[] {
  return life.entries
    .filter(e => e.live && e.kind === 'recurring' && e.settlement === 0)
    .flatMap(charge => settlementOf(charge, life) ?? [])
}

/** What a run through `through` posts, unsorted. */
export function planOf(life: AssignedLife, through: Day, spendOf: SpendOf): Due[] {
  const charges = chargesDue(life, through, spendOf).filter(
    due => !isThere(due) && (due.retail !== 0n || due.cost !== 0n),
  )
  return [...charges, ...settlementsOf(life).filter(due => due.date <= through)]
}
