/**
 * Random lives from a seed: a book of customers with a few DIDs each, packages that they share, and months of typing,
 * running and undoing, interleaved. Every step is one that SPEC allows, judged by a reference book kept beside.
 */
import { formatDay, toDay } from '@/lib/calendar-date'
import { type Chance, chanceOf } from '../chance'
import { deeds, ownTermsDeeds } from './random-deeds'
import { isAllowedEnd } from './random-ends'
import { changedTerms, randomTerms } from './random-terms'
import { ReferenceBook } from './reference'
import type { Deed, Sketch } from './sketch'
import { type Life, Refused, type Step } from './steps'

export type RandomOptions = {
  customers?: number
  /** How many days the book lives. */
  days?: number
  packages?: number
  /** Own prices, suspensions, and ends that are settled afterwards in any order (SPEC 16, 17). */
  withOwnTerms?: boolean
  /** Steps that are left out, for a property that cannot have them. */
  without?: readonly Step['t'][]
}

const begin = toDay('2026-01-07')
const currencies = ['USD', 'USD', 'USD', 'USD', 'KWD', 'JPY'] as const

function isWanted(sketch: Sketch, step: Step, without: readonly Step['t'][]): boolean {
  if (without.includes(step.t)) return false
  if (step.t === 'assign' && step.past === 'mark' && without.includes('waive')) return false
  return step.t !== 'end' || sketch.withOwnTerms || isAllowedEnd(sketch.book.lifeOf(step.a), step)
}

function sketchOf(chance: Chance, steps: Step[], options: RandomOptions): Sketch {
  const book = new ReferenceBook()
  const sketch: Sketch = {
    ...{ chance, book, today: begin, withOwnTerms: options.withOwnTerms ?? false },
    ...{ customers: [], packages: [], free: [], names: 0 },
    say(step) {
      try {
        if (!isWanted(sketch, step, options.without ?? [])) return false
        book.take(step)
      } catch (error) {
        if (error instanceof Refused) return false
        throw error
      }
      steps.push(step)
      return true
    },
  }
  return sketch
}

function open(sketch: Sketch, options: RandomOptions): void {
  const { chance } = sketch
  const today = formatDay(sketch.today)
  const many = options.customers ?? 3
  const used = currencies.slice(0, many < 12 ? 4 : 6)
  for (let i = 0; i < (options.packages ?? 5); i++) {
    const currency = used[i % used.length] ?? 'USD'
    const terms = randomTerms(chance)
    sketch.packages.push({ code: `P${i + 1}`, currency, terms })
    sketch.say({ t: 'package', today, p: `P${i + 1}`, terms, currency })
  }
  for (let i = 0; i < many; i++) {
    const code = `C${i + 1}`
    const currency = used[i % used.length] ?? 'USD'
    const dids = Array.from(
      { length: chance.whole(1, 3) },
      (_, n) => `4420${String(i * 10 + n).padStart(7, '0')}`,
    )
    sketch.customers.push({ code, currency, dids })
    sketch.say({ t: 'customer', today, customer: code, currency })
    for (const did of dids) sketch.free.push({ customer: code, currency, did })
    if (chance.is(0.2)) sketch.free.push({ customer: code, currency })
  }
}

/** One new set of terms for a package. */
const version: Deed = sketch => {
  const { chance } = sketch
  const sold = chance.any(sketch.packages)
  if (!sold) return
  const terms = changedTerms(chance, sold.terms)
  if (JSON.stringify(terms) === JSON.stringify(sold.terms)) return
  const from = formatDay(sketch.today + chance.of([0, 0, 1, chance.whole(2, 50), chance.whole(2, 50)]))
  const scope = chance.of(['all', 'all', 'all', 'new'] as const)
  const today = formatDay(sketch.today)
  if (sketch.say({ t: 'version', today, p: sold.code, from, scope, terms })) sold.terms = terms
}

/** One of the announced versions is called off. */
const cancel: Deed = sketch => {
  const announced = [...sketch.book.packages].flatMap(([p, { versions }]) =>
    versions.filter(v => v.from > sketch.today).map(v => ({ p, version: v.number })),
  )
  const off = sketch.chance.any(announced)
  if (off) sketch.say({ t: 'cancel', today: formatDay(sketch.today), ...off })
}

/** The life of `seed`; print the seed if it fails. */
export function randomLife(seed: number, options: RandomOptions = {}): Life {
  const chance = chanceOf(seed)
  const steps: Step[] = []
  const sketch = sketchOf(chance, steps, options)
  open(sketch, options)
  const days = options.days ?? 300
  const pace = sketch.free.length / days
  const each = [...deeds, ...(sketch.withOwnTerms ? ownTermsDeeds : [])]
  for (; sketch.today < begin + days; sketch.today++) {
    if (chance.is(0.02 + sketch.packages.length * 0.006)) version(sketch)
    if (chance.is(0.005 + sketch.packages.length * 0.001)) cancel(sketch)
    for (const { deed, times } of each) {
      const expected = times * pace
      const now = Math.floor(expected) + (chance.is(expected % 1) ? 1 : 0)
      for (let i = 0; i < now; i++) deed(sketch)
    }
    runs(sketch)
  }
  return { name: `seed ${seed}`, steps }
}

/** A run now and then: on time, late, ahead, out of order; simulations; runs undone. */
function runs(sketch: Sketch): void {
  const { chance, book } = sketch
  const today = formatDay(sketch.today)
  const through = () =>
    formatDay(
      sketch.today + chance.of([0, 0, 0, 0, -chance.whole(1, 40), chance.whole(1, 20), chance.whole(1, 92)]),
    )
  if (chance.is(0.1)) sketch.say({ t: 'run', today, through: through() })
  if (chance.is(0.02)) sketch.say({ t: 'simulate', today, through: through() })
  const undone = Math.max(1, book.runs - chance.of([0, 0, 1, 2, 5]))
  const stands = book.lives.some(life => life.entries.some(e => e.live && e.line.run === undone))
  if (chance.is(0.02) && stands) sketch.say({ t: 'undo', today, run: undone })
}
