/**
 * The reference judged by properties on random lives, so that it can judge the product. A failure prints its seed;
 * `LIVES_SEED` and `LIVES_COUNT` choose others.
 */
import { describe, expect, it } from 'vitest'
import { type Day, formatDay, toDay } from '@/lib/calendar-date'
import { boundariesAtOdds, daysTwice, orphans, standing, strangers, strayCharges } from './invariants'
import type { AssignedLife, Change } from './life'
import { chargesOpening } from './plan'
import { type RandomOptions, randomLife } from './random'
import { ReferenceBook } from './reference'
import { type Line, Refused, type Step } from './steps'
import { changesOf, stretchesOf } from './timeline'

const firstSeed = Number(process.env.LIVES_SEED ?? 1)
const count = Number(process.env.LIVES_COUNT ?? 6)
const seeds = Array.from({ length: count }, (_, i) => firstSeed + i)
/** Milliseconds for a test that looks at all seeds. */
const patience = 10_000 + count * 8_000
const far = '2027-03-01'
const posts: readonly Step['t'][] = ['run', 'simulate', 'undo', 'undo_line']

const options: Record<string, RandomOptions> = {
  'with versions, moves, waivers and undo': { customers: 4, days: 320 },
  'with own prices, suspensions and settlements': { customers: 4, days: 320, withOwnTerms: true },
}

const run = (book: ReferenceBook, through = far) => book.take({ t: 'run', today: far, through })

/** True if every change counts from the first boundary on that its *from* reaches: no charge ever held it off. */
function isNatural(life: AssignedLife): boolean {
  const reaches = (change: Change, day: Day) =>
    change.from <= day && (change.what !== 'quantity' || change.notBefore <= day)
  return stretchesOf(life, toDay(far)).every(({ from, counted }) =>
    changesOf(life).every(change => !reaches(change, from) || counted.has(change.seq)),
  )
}

/** In a life that was changed on the way, a step may have lost its object. */
function takeIfAllowed(book: ReferenceBook, step: Step): Line[] {
  try {
    return book.take(step)
  } catch (error) {
    if (error instanceof Refused) return []
    throw error
  }
}

/** The same facts typed twice: with runs and undos on the way and one run at the end, and with only the last. */
function livedAndFresh(seed: number, of: RandomOptions): { book: ReferenceBook; fresh: ReferenceBook } {
  const { steps } = randomLife(seed, of)
  const book = new ReferenceBook()
  const fresh = new ReferenceBook()
  for (const step of steps) {
    book.take(step)
    if (!posts.includes(step.t)) fresh.take(step)
  }
  run(book)
  run(fresh)
  return { book, fresh }
}

/**
 * What stands of the periods that are due by the facts of now. Minimum spend apart: late usage and later ends do not
 * change it. A charge in arrears that an end brought forward stands although the end was taken away.
 */
function standsIn(book: ReferenceBook, life: AssignedLife): Record<string, string> {
  const same = book.lives[life.order]
  if (!same) throw new Error('an assignment is missing')
  const later = chargesOpening(same, toDay(far), book.spendOf).filter(due => due.date > toDay(far))
  const isDue = (key: string) =>
    !key.includes('minimum_spend') && !later.some(due => key.endsWith(`${due.kind} ${formatDay(due.start)}`))
  return Object.fromEntries(Object.entries(standing(same)).filter(([key]) => isDue(key)))
}

for (const [title, of] of Object.entries(options))
  describe(`random lives ${title}`, () => {
    it.each(seeds)('no step charges a day twice or loses a charge: seed %i', seed => {
      const { steps } = randomLife(seed, of)
      const book = new ReferenceBook()
      for (const step of steps) {
        book.take(step)
        if (!posts.includes(step.t)) continue
        const wrong = [daysTwice, strayCharges, boundariesAtOdds, orphans, strangers].flatMap(check =>
          check(book),
        )
        expect(wrong, `seed ${seed}, ${JSON.stringify(step)}`).toEqual([])
      }
    })

    it.each(seeds)('a simulation is the run that follows; run again posts nothing: seed %i', seed => {
      const { steps } = randomLife(seed, of)
      const book = new ReferenceBook()
      for (const step of steps) {
        if (step.t !== 'run') {
          takeIfAllowed(book, step)
          continue
        }
        const without = (lines: Line[]) => lines.map(line => ({ ...line, run: 0 }))
        const simulated = book.take({ ...step, t: 'simulate' })
        expect(without(book.take(step)), `seed ${seed}`).toEqual(without(simulated))
        expect(book.take(step), `seed ${seed}`).toEqual([])
      }
    })

    it.each(seeds)('undone and run again without a change, the same lines: seed %i', seed => {
      const { steps } = randomLife(seed, of)
      const book = new ReferenceBook()
      const without = (lines: Line[]) =>
        lines.map(line => ({ ...line, run: 0, settlement: Math.sign(line.settlement) }))
      for (const step of steps) {
        if (step.t === 'undo') continue
        const lines = takeIfAllowed(book, step)
        if (step.t !== 'run') continue
        const mirrors = book.take({ t: 'undo', today: step.today, run: book.runs })
        expect(mirrors).toHaveLength(lines.length)
        expect(without(book.take(step)), `seed ${seed}, ${JSON.stringify(step)}`).toEqual(without(lines))
      }
    })

    it(
      'what stands is one run over the final facts, but for charges from before a change',
      () => {
        let compared = 0
        for (const seed of seeds) {
          const { book, fresh } = livedAndFresh(seed, { ...of, without: ['waive', 'move'] })
          for (const life of book.lives) {
            if (!isNatural(life)) continue
            const stands = standsIn(book, life)
            expect(stands, `seed ${seed}, ${life.owners[0]?.a}`).toEqual(standsIn(fresh, life))
            compared += Object.keys(stands).length
          }
        }
        expect(compared).toBeGreaterThan(count)
      },
      patience,
    )

    it.each(seeds)('all undone, one run posts what one run over the final facts posts: seed %i', seed => {
      const { book, fresh } = livedAndFresh(seed, { ...of, without: ['waive', 'move'] })
      for (const undone of [book, fresh])
        for (let n = 1; n <= undone.runs; n++) undone.take({ t: 'undo', today: far, run: n })
      const plain = (lines: Line[]) => lines.map(line => ({ ...line, run: 0 }))
      expect(plain(run(book)), `seed ${seed}`).toEqual(plain(run(fresh)))
    })
  })

/** SPEC 17: "for every order of typing and running". */
it(
  'the live lines of a period add up to what they would have been had all been known from the start',
  () => {
    let settled = 0
    for (const seed of seeds) {
      const without: Step['t'][] = ['waive', 'move', 'version', 'cancel', 'quantity']
      const { book, fresh } = livedAndFresh(seed, { customers: 6, days: 320, withOwnTerms: true, without })
      for (const life of book.lives) {
        expect(standsIn(book, life), `seed ${seed}, ${life.owners[0]?.a}`).toEqual(standsIn(fresh, life))
        settled += life.entries.filter(e => e.settlement > 0).length
      }
    }
    expect(settled).toBeGreaterThan(count)
  },
  patience,
)
