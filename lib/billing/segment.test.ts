import { describe, expect, it } from 'vitest'
import { exampleFacts, exampleTerms, exampleVersion } from '@/testing/example-terms'
import { formatDay, toDay } from '../calendar-date'
import { minorText } from '../money'
import { linesOf } from './charge'
import type { AssignmentFacts } from './line'
import type { Terms, VersionScope } from './terms'

const monthly = exampleTerms(30, { frequency: 'monthly', match: [1], firstPeriod: 'prorate' })

function versions(...changes: [effective: string, terms: Terms, scope?: VersionScope][]) {
  return changes.map(([effective, terms, appliesTo = 'all'], i) =>
    exampleVersion(terms, { id: i + 1, number: i + 1, effectiveOn: toDay(effective), appliesTo }),
  )
}

function charged(facts: AssignmentFacts, through: string): string[] {
  return linesOf(facts, 0, toDay(through)).map(
    line =>
      `${formatDay(line.billingOn)} ${formatDay(line.periodFrom)}..${formatDay(line.periodTo)} ${minorText(line.retailMinor, 'USD')}`,
  )
}

describe('a change of price', () => {
  const dearer = { ...monthly, retailMicro: 60_000_000 }
  it.each([
    ['on a boundary is in force from it', '2026-02-01', '60.00'],
    ['after a boundary waits for the next one', '2026-02-02', '30.00'],
    ['the day before a boundary is in force on it', '2026-01-31', '60.00'],
  ])('%s', (_, effective, february) => {
    const facts = exampleFacts(monthly, '2026-01-01', null, {
      versions: versions(['1970-01-01', monthly], [effective, dearer]),
    })
    expect(charged(facts, '2026-03-01')).toEqual([
      '2026-01-01 2026-01-01..2026-02-01 30.00',
      `2026-02-01 2026-02-01..2026-03-01 ${february}`,
      '2026-03-01 2026-03-01..2026-04-01 60.00',
    ])
  })
  it('in arrears prices the whole period by its first day', () => {
    const arrears = { ...monthly, timing: 'arrears' as const }
    const facts = exampleFacts(arrears, '2026-01-01', null, {
      versions: versions(['1970-01-01', arrears], ['2026-02-01', { ...dearer, timing: 'arrears' }]),
    })
    expect(charged(facts, '2026-03-01')).toEqual([
      '2026-02-01 2026-01-01..2026-02-01 30.00',
      '2026-03-01 2026-02-01..2026-03-01 60.00',
    ])
  })
  it('for new assignments only leaves the old ones where they are', () => {
    const all = versions(['1970-01-01', monthly], ['2026-02-01', dearer, 'new'])
    expect(charged(exampleFacts(monthly, '2026-01-01', null, { versions: all }), '2026-03-01')).toHaveLength(
      3,
    )
    expect(
      charged(exampleFacts(monthly, '2026-01-01', null, { versions: all }), '2026-03-01').at(-1),
    ).toMatch(/30\.00$/)
    expect(charged(exampleFacts(monthly, '2026-02-01', null, { versions: all }), '2026-02-01')[0]).toMatch(
      /60\.00$/,
    )
  })
  it('for everyone reaches the grandfathered too', () => {
    const all = versions(
      ['1970-01-01', monthly],
      ['2026-02-01', dearer, 'new'],
      ['2026-03-01', { ...monthly, retailMicro: 90_000_000 }],
    )
    expect(
      charged(exampleFacts(monthly, '2026-01-01', null, { versions: all }), '2026-03-01').map(l =>
        l.slice(-5),
      ),
    ).toEqual(['30.00', '30.00', '90.00'])
  })
  it('of two within one period the later wins', () => {
    const all = versions(
      ['1970-01-01', monthly],
      ['2026-01-10', dearer],
      ['2026-01-20', { ...monthly, retailMicro: 90_000_000 }],
    )
    expect(
      charged(exampleFacts(monthly, '2026-01-01', null, { versions: all }), '2026-02-01').at(-1),
    ).toMatch(/90\.00$/)
  })
})

describe('a change of dates', () => {
  it('leaves a first stub between the boundary and the first new date: 14 of 28 days', () => {
    const facts = exampleFacts(monthly, '2026-01-01', null, {
      versions: versions(['1970-01-01', monthly], ['2026-03-01', { ...monthly, match: [15] }]),
    })
    expect(charged(facts, '2026-03-15')).toEqual([
      '2026-01-01 2026-01-01..2026-02-01 30.00',
      '2026-02-01 2026-02-01..2026-03-01 30.00',
      '2026-03-01 2026-03-01..2026-03-15 15.00',
      '2026-03-15 2026-03-15..2026-04-15 30.00',
    ])
  })
  it('counts every N months from the start, not from the change', () => {
    const quarterly = { ...monthly, every: 3, firstPeriod: 'skip' as const }
    const facts = exampleFacts(monthly, '2026-01-01', null, {
      versions: versions(['1970-01-01', monthly], ['2026-02-01', quarterly]),
    })
    expect(charged(facts, '2026-07-01').map(line => line.slice(0, 10))).toEqual([
      '2026-01-01',
      '2026-04-01',
      '2026-07-01',
    ])
  })
  it('charges set-up once only', () => {
    const withSetup = { ...monthly, setupRetailMicro: 5_000_000 }
    const facts = exampleFacts(withSetup, '2026-01-01', null, {
      versions: versions(
        ['1970-01-01', withSetup],
        ['2026-02-01', { ...withSetup, setupRetailMicro: 9_000_000 }],
      ),
    })
    expect(linesOf(facts, 0, toDay('2026-06-01')).filter(line => line.kind === 'setup')).toHaveLength(1)
  })
  it('to frequency none ends the charges', () => {
    const facts = exampleFacts(monthly, '2026-01-01', null, {
      versions: versions(['1970-01-01', monthly], ['2026-02-01', exampleTerms(5)]),
    })
    expect(charged(facts, '2026-12-31')).toEqual(['2026-01-01 2026-01-01..2026-02-01 30.00'])
  })
})

describe('a change of quantity', () => {
  it('is in force from the next boundary and makes no stub', () => {
    const facts = exampleFacts(monthly, '2026-01-01', null, {
      quantityChanges: [{ effectiveOn: toDay('2026-01-15'), quantity: 4, number: 2 }],
    })
    expect(charged(facts, '2026-02-01')).toEqual([
      '2026-01-01 2026-01-01..2026-02-01 30.00',
      '2026-02-01 2026-02-01..2026-03-01 120.00',
    ])
  })
})
