/** What is typed on single assignments, at random. `times` is how often in the life of an average assignment. */
import { type Day, formatDay } from '@/lib/calendar-date'
import { type AssignedLife, isServed, never, ownerOf, serviceNow } from './life'
import { chargesOpening, isThere } from './plan'
import { randomPrice } from './random-terms'
import type { Deed, Sketch } from './sketch'

type Often = { times: number; deed: Deed }

const nameNow = (life: AssignedLife) => life.owners.at(-1)?.a ?? ''
const payerNow = (life: AssignedLife) => life.owners.at(-1)?.payer ?? ''

/** What would begin after the last day is not typed. */
const hasEnded = (life: AssignedLife, day: Day) => day >= serviceNow(life).cut

/** Does something to one of the assignments that there are. */
const toOne =
  (deed: (sketch: Sketch, life: AssignedLife, today: string) => void): Deed =>
  sketch => {
    const life = sketch.chance.any(sketch.book.lives)
    if (life) deed(sketch, life, formatDay(sketch.today))
  }

const assign: Deed = sketch => {
  const { chance, free } = sketch
  const at = chance.whole(0, free.length - 1)
  const target = free[at]
  const sold = chance.any(sketch.packages.filter(p => p.currency === target?.currency))
  if (!target || !sold) return
  free.splice(at, 1)
  const start = sketch.today + chance.of([0, 0, chance.whole(-70, -1), chance.whole(1, 40)])
  sketch.say({
    ...{ t: 'assign', today: formatDay(sketch.today), a: `a${++sketch.names}`, p: sold.code },
    ...{ customer: target.customer, ...(target.did ? { did: target.did } : {}) },
    ...{ q: chance.of([1, 1, 1, 2, 3, 25]), S: formatDay(start) },
    ...(chance.is(0.2) ? { E: formatDay(start + chance.whole(0, 200)) } : {}),
    ...(start < sketch.today ? { past: chance.of(['charge', 'charge', 'mark']) } : {}),
    ...(chance.is(0.1) ? { setup_waived: true } : {}),
  })
}

const quantity = toOne(({ chance, today: day, say }, life, today) => {
  const from = day + chance.of([0, 0, 1, chance.whole(2, 60)])
  const q = chance.whole(1, 9)
  if (q === (life.quantities.at(-1)?.quantity ?? life.quantity) || hasEnded(life, from)) return
  say({ t: 'quantity', today, a: nameNow(life), from: formatDay(from), q })
})

const end = toOne(({ chance, today: day, say }, life, today) => {
  const { cut } = serviceNow(life)
  const E = Math.max(life.start, day + chance.of([0, chance.whole(-40, -1), chance.whole(1, 60)]))
  const isAway = cut !== never && chance.is(0.5)
  if (isAway || E + 1 !== cut) say({ t: 'end', today, a: nameNow(life), E: isAway ? null : formatDay(E) })
})

const move = toOne(({ chance, book, customers, say }, life, today) => {
  const others = customers.filter(c => c.currency === life.package.currency && c.code !== payerNow(life))
  const to = chance.any(others)
  if (to) say({ t: 'move', today, a: nameNow(life), to: to.code, new: `b${book.seq}` })
})

const waive = toOne(({ chance, book, today: day, say }, life, today) => {
  const open = chargesOpening(life, day + 70, book.spendOf).filter(
    due => !isThere(due) && (due.retail !== 0n || due.cost !== 0n),
  )
  const due = chance.any(open)
  if (!due || due.kind === 'credit') return
  const { a } = ownerOf(life, due.start)
  say({ t: 'waive', today, a, kind: due.kind, from: formatDay(due.start) })
})

const unwaive = toOne(({ chance, say }, life, today) => {
  const waived = chance.any(life.setAside.filter(s => !s.marked))
  if (!waived) return
  const { a } = ownerOf(life, waived.start)
  say({ t: 'unwaive', today, a, kind: waived.kind, from: formatDay(waived.start) })
})

const undoLine = toOne(({ chance, say }, life, today) => {
  const entry = chance.any(life.entries.filter(e => e.live))
  if (!entry || entry.kind === 'reversal') return
  const { kind, settlement, line } = entry
  say({ t: 'undo_line', today, a: line.a, kind, from: line.key_from, settlement })
})

const usage: Deed = sketch => {
  const { chance } = sketch
  const life = chance.any(sketch.book.lives.filter(hasCommitment)) ?? chance.any(sketch.book.lives)
  if (!life) return
  const charge = `${chance.is(0.1) ? '-' : ''}${randomPrice(chance)}`
  if (charge === '-0') return
  const on: Day = sketch.today - chance.of([0, 0, 1, chance.whole(2, 60)])
  sketch.say({
    ...{ t: 'usage', today: formatDay(sketch.today), id: `u${sketch.book.seq}`, customer: payerNow(life) },
    ...{ ...(life.did ? { did: life.did } : {}), on: formatDay(on), charge },
  })
}

function hasCommitment(life: AssignedLife): boolean {
  return life.package.versions.some(version => version.terms.minimum)
}

const price = toOne(({ chance, today: day, say }, life, today) => {
  const how = chance.of(['price', 'percent', 'amount'] as const)
  const from = day + chance.whole(-10, 60)
  if (hasEnded(life, from)) return
  const x = how === 'percent' ? chance.of(['10', '100', '33.3333', '0.0001', '50']) : randomPrice(chance)
  const until = chance.is(0.5) ? formatDay(from + chance.whole(0, 120)) : null
  say({ t: 'price', today, a: nameNow(life), from: formatDay(from), until, how, x })
})

const suspend = toOne(({ chance, today: day, say }, life, today) => {
  const F = day + chance.of([0, 0, chance.whole(-30, -1), chance.whole(1, 40)])
  const R = chance.is(0.6) ? formatDay(F + chance.whole(1, 60)) : null
  if (hasEnded(life, F)) return
  say({
    t: 'suspend',
    today,
    a: nameNow(life),
    F: formatDay(F),
    R,
    kind: chance.of(['stop', 'stop', 'stop', 'keep']),
  })
})

const span = toOne(({ chance, today: day, say }, life, today) => {
  const known = chance.any(serviceNow(life).spans)
  if (!known) return
  const F = formatDay(known.from)
  const newF = chance.is(0.7) ? F : formatDay(known.from + chance.whole(-15, 15))
  const resumed = formatDay(Math.max(known.from + 1, day + chance.whole(-20, 20)))
  const step = chance.is(0.15) ? { newF: null } : { newF, R: chance.is(0.85) ? resumed : null }
  say({ t: 'span', today, a: nameNow(life), F, ...step })
})

/** Resumed today, the usual way a suspension ends. */
const resume = toOne(({ today: day, say }, life, today) => {
  const known = serviceNow(life).spans.find(s => s.to > day && s.from < day)
  if (!known || isServed(serviceNow(life), day)) return
  const F = formatDay(known.from)
  say({ t: 'span', today, a: nameNow(life), F, newF: F, R: today })
})

export const deeds: readonly Often[] = [
  { times: 3, deed: assign },
  { times: 1.6, deed: quantity },
  { times: 1.2, deed: end },
  { times: 0.6, deed: move },
  { times: 0.6, deed: waive },
  { times: 0.4, deed: unwaive },
  { times: 1.6, deed: undoLine },
  { times: 5, deed: usage },
]

export const ownTermsDeeds: readonly Often[] = [
  { times: 1.5, deed: price },
  { times: 2, deed: suspend },
  { times: 1.5, deed: span },
  { times: 1, deed: resume },
]
