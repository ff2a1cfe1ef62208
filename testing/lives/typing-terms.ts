/** What is typed on one assignment: its days, quantity, own prices and suspensions (SPEC 9, 10, 16, 17). */
import { type Day, toDay } from '@/lib/calendar-date'
import { unitOf } from './amount'
import { type Desk, dayOr, packageOf, refuseIf } from './desk'
import { type AssignedLife, always, never, type OwnPrice, type Span, serviceNow } from './life'
import { chargesDue } from './plan'
import { micro } from './rule'
import type { AssignStep, EndStep, PriceStep, QuantityStep, SpanStep, SuspendStep } from './steps'
import { Refused } from './steps'

export function typeAssign(desk: Desk, step: AssignStep): void {
  const start = toDay(step.S)
  const today = toDay(step.today)
  const cut = dayOr(step.E, never) + 1
  refuseIf(cut <= start, 'it ends before it starts')
  refuseIf(desk.byName.has(step.a), `there is an assignment ${step.a}`)
  const seq = ++desk.seq
  const life: AssignedLife = {
    order: desk.lives.length,
    package: packageOf(desk, step.p),
    did: step.did ?? null,
    start,
    quantity: step.q,
    setupWaived: step.setup_waived ?? false,
    setupRetail: step.setup_retail === undefined ? null : micro(step.setup_retail),
    owners: [{ a: step.a, payer: step.customer, from: always }],
    quantities: [],
    services: [{ seq, day: today, cut, spans: [] }],
    prices: [],
    setAside: [],
    entries: [],
    settlements: new Map(),
  }
  desk.lives.push(life)
  desk.byName.set(step.a, life)
  if (step.past !== 'mark') return
  for (const { kind, start: key, stretch } of chargesDue(life, today - 1, desk.spendOf))
    if (kind !== 'credit') life.setAside.push({ kind, start: key, stretch, marked: true })
}

/** From which boundary on a quantity or own price typed now counts: that of the last move. */
function boundaryOf(life: AssignedLife): Day {
  return life.owners.at(-1)?.from ?? always
}

export function typeQuantity(desk: Desk, step: QuantityStep): void {
  const life = desk.lifeOf(step.a)
  const from = toDay(step.from)
  refuseIf(from < toDay(step.today), 'a quantity is never from a past day')
  const notBefore = boundaryOf(life)
  life.quantities.push({ what: 'quantity', quantity: step.q, from, notBefore, seq: ++desk.seq })
}

export function typeEnd(desk: Desk, step: EndStep): void {
  const life = desk.lifeOf(step.a)
  const cut = dayOr(step.E, never) + 1
  refuseIf(cut <= life.start, 'it ends before it starts')
  const { spans } = serviceNow(life)
  life.services.push({ seq: ++desk.seq, day: toDay(step.today), cut, spans })
}

function typeSpans(desk: Desk, of: { life: AssignedLife; today: string; spans: Span[] }): void {
  const spans: Span[] = []
  for (const span of of.spans.sort((x, y) => x.from - y.from)) {
    refuseIf(span.from <= of.life.start, 'a suspension begins after the start')
    refuseIf(span.to <= span.from, 'it resumes before it begins')
    const before = spans.at(-1)
    refuseIf(before !== undefined && before.to > span.from, 'suspensions do not overlap')
    if (before && before.to === span.from && before.kind === span.kind) before.to = span.to
    else spans.push({ ...span })
  }
  const { cut } = serviceNow(of.life)
  of.life.services.push({ seq: ++desk.seq, day: toDay(of.today), cut, spans })
}

export function typeSuspension(desk: Desk, step: SuspendStep): void {
  const life = desk.lifeOf(step.a)
  const span: Span = { from: toDay(step.F), to: dayOr(step.R, never), kind: step.kind ?? 'stop' }
  typeSpans(desk, { life, today: step.today, spans: [...serviceNow(life).spans, span] })
}

export function typeSpan(desk: Desk, step: SpanStep): void {
  const life = desk.lifeOf(step.a)
  const { spans } = serviceNow(life)
  const known = spans.find(span => span.from === toDay(step.F))
  if (!known) throw new Refused(`no suspension begins on ${step.F}`)
  const moved = step.newF ? [{ from: toDay(step.newF), to: dayOr(step.R, never), kind: known.kind }] : []
  typeSpans(desk, { life, today: step.today, spans: [...spans.filter(s => s !== known), ...moved] })
}

/** Refused if it would change the unit of a period with a live line (SPEC 16). */
export function typePrice(desk: Desk, step: PriceStep): void {
  const life = desk.lifeOf(step.a)
  const from = toDay(step.from)
  const { how, x } = step
  const row: OwnPrice = { from, until: dayOr(step.until, never), how, x, notBefore: boundaryOf(life) }
  refuseIf(row.until < from, 'it runs out before it begins')
  const after = { ...life, prices: [...life.prices, row] }
  for (const { live, settlement, kind, start, stretch, unit } of life.entries) {
    if (!live || settlement > 0 || kind === 'setup') continue
    const other = unitOf(after, stretch.version.terms.retail, start)
    refuseIf(
      other.numerator * unit.denominator !== unit.numerator * other.denominator,
      'nothing posted is repriced',
    )
  }
  desk.seq++
  life.prices.push(row)
}
