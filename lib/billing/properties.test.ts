import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleFacts, exampleVersion } from '@/testing/example-terms'
import { formatDay } from '../calendar-date'
import { compareLines, linesOf, nextLineDay } from './charge'
import type { AssignmentFacts } from './line'
import { periodsOf } from './period'
import { chargeKey, type PlannedAssignment, planPayer } from './plan'
import { datesBetween, nextDate, ruleOf, rulePrevious } from './schedule'
import { segmentsOf } from './segment'
import {
  defaultTerms,
  type Frequency,
  firstPeriodPolicies,
  frequencies,
  lastPeriodPolicies,
  type Terms,
  timings,
} from './terms'

const from2020 = 18_262
const sorted = (list: number[]) => [...list].sort((a, b) => a - b)

const monthDays = Array.from({ length: 366 }, (_, i) => {
  const date = formatDay(10_957 + i) // 2000, a leap year
  return Number(date.slice(5, 7)) * 100 + Number(date.slice(8))
})

function matchOf(frequency: Frequency): fc.Arbitrary<number[]> {
  const set = (values: fc.Arbitrary<number>) => fc.uniqueArray(values, { maxLength: 6 }).map(sorted)
  if (frequency === 'weekly') return set(fc.integer({ min: 1, max: 7 }))
  if (frequency === 'monthly') return set(fc.integer({ min: 1, max: 31 }))
  if (frequency === 'yearly') return set(fc.constantFrom(...monthDays))
  return fc.constant([])
}

const terms: fc.Arbitrary<Terms> = fc.constantFrom(...frequencies).chain(frequency =>
  fc
    .record({
      frequency: fc.constant(frequency),
      every: fc.integer({ min: 1, max: 5 }),
      match: matchOf(frequency),
      timing: fc.constantFrom(...timings),
      firstPeriod: fc.constantFrom(...firstPeriodPolicies),
      lastPeriod: fc.constantFrom(...lastPeriodPolicies),
      minimumSpend: frequency === 'none' ? fc.constant(false) : fc.boolean(),
      retailMicro: fc.integer({ min: 1_000_000, max: 999_000_000 }),
      costMicro: fc.integer({ min: 0, max: 99_000_000 }),
    })
    .map(fields => ({ ...defaultTerms, ...fields })),
)

const facts: fc.Arbitrary<AssignmentFacts> = fc
  .record({
    first: terms,
    second: fc.option(terms),
    startOn: fc.integer({ min: from2020, max: from2020 + 1000 }),
    life: fc.option(fc.integer({ min: 1, max: 900 })),
    changeAfter: fc.integer({ min: 0, max: 500 }),
    quantity: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ first, second, startOn, life, changeAfter, quantity }) => {
    const versions = [exampleVersion(first)]
    if (second)
      versions.push(exampleVersion(second, { id: 2, number: 2, effectiveOn: startOn + changeAfter }))
    const endBefore = life === null ? null : startOn + life
    return exampleFacts(first, '2020-01-01', null, { startOn, endBefore, quantity, versions })
  })

const through = from2020 + 2200

describe('billing dates', () => {
  it('are found the same one by one, forwards, backwards and in a range', () => {
    fc.assert(
      fc.property(terms, fc.integer({ min: from2020, max: from2020 + 400 }), (schedule, start) => {
        const dates = datesBetween(schedule, start, start, start + 800)
        const walked: number[] = []
        for (let day = nextDate(schedule, start, start); day !== null && day < start + 800; ) {
          walked.push(day)
          day = nextDate(schedule, start, day + 1)
        }
        expect(walked).toEqual(dates)
        for (let i = 1; i < dates.length; i += 1) {
          expect(rulePrevious(ruleOf(schedule, start), dates[i] ?? 0)).toBe(dates[i - 1])
        }
      }),
    )
  })
})

describe('periods', () => {
  it('tile the life of an assignment with no gap and no overlap, and never pay more than the whole', () => {
    fc.assert(
      fc.property(facts, life => {
        let at = life.startOn
        for (const segment of segmentsOf(life)) {
          for (const period of periodsOf(segment, life.endBefore, segment.from)) {
            if (period.from > through) return
            expect(period.from).toBe(at)
            expect(period.to).toBeGreaterThan(period.from)
            expect(period.numerator).toBeLessThanOrEqual(period.denominator)
            at = period.to
          }
          if (segment.rule.frequency === 'none') return
        }
        expect(at).toBe(life.endBefore)
      }),
    )
  })
  it('are found from any day as from the start', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 1500 }), (life, later) => {
        for (const segment of segmentsOf(life)) {
          const after = life.startOn + later
          const take = (from: number) => {
            const found = []
            for (const period of periodsOf(segment, life.endBefore, from)) {
              if (period.from > through) break
              if (period.to > after) found.push(period)
            }
            return found
          }
          expect(take(after)).toEqual(take(0))
        }
      }),
    )
  })
})

function planned(life: AssignmentFacts, dueFrom = 0): PlannedAssignment {
  return {
    ...life,
    dueFrom,
    asksLedger: false,
    rootId: life.id,
    debitsBalance: true,
    spendIn: () => 3_000_000n,
  }
}

describe('plans', () => {
  it('day by day are the plan in one run', () => {
    fc.assert(
      fc.property(facts, life => {
        const whole = linesOf(life, 0, through)
        const daily = []
        for (let day = nextLineDay(life, -1); day !== null && day <= through; day = nextLineDay(life, day)) {
          daily.push(...linesOf(life, day, day))
        }
        expect(daily).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })
  it('add nothing the second time, and name every line as already charged', () => {
    fc.assert(
      fc.property(facts, life => {
        const first = planPayer({ availableMinor: 0n, assignments: [planned(life)] }, through, new Map())
        const charged = new Map(
          first.lines
            .filter(line => line.outcome === 'planned')
            .map(({ line }) => [
              chargeKey(line.assignmentId, line.kind, line.periodFrom),
              { runId: 1, attempts: 1 },
            ]),
        )
        const second = planPayer({ availableMinor: 0n, assignments: [planned(life)] }, through, charged)
        expect(second.lines.filter(line => line.outcome === 'planned')).toEqual([])
        expect(second.lines).toHaveLength(first.lines.length)
        for (const pointer of first.pointers)
          expect(pointer.nextDueOn ?? through + 1).toBeGreaterThan(through)
      }),
      { numRuns: 60 },
    )
  })
  it('do not depend on the order of the assignments, and the balance moves by the sum of the lines', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 4 }), lives => {
        const assignments = lives.map((life, i) => planned({ ...life, id: i + 1 }))
        const plan = planPayer({ availableMinor: 0n, assignments }, through, new Map())
        const reversed = planPayer(
          { availableMinor: 0n, assignments: assignments.toReversed() },
          through,
          new Map(),
        )
        expect(reversed.lines).toEqual(plan.lines)
        expect(plan.lines.map(l => l.line)).toEqual(plan.lines.map(l => l.line).toSorted(compareLines))
        const sum = plan.lines.reduce(
          (total, line) => total + (line.outcome === 'planned' ? line.line.retailMinor : 0n),
          0n,
        )
        expect(plan.availableMinor).toBe(-sum)
      }),
      { numRuns: 40 },
    )
  })
})
