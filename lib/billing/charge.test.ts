import { describe, expect, it } from 'vitest'
import { exampleFacts, exampleTerms } from '@/testing/example-terms'
import { formatDay, toDay } from '../calendar-date'
import { minorText } from '../money'
import { linesOf, nextLineDay, upcomingLines } from './charge'
import type { AssignmentFacts, Line, SpendIn } from './line'

/** `2026-01-31 recurring 2026-01-31..2026-02-28 12.00` */
function shown(line: Line): string {
  const period =
    line.kind === 'setup' || line.kind === 'one_time'
      ? ''
      : ` ${formatDay(line.periodFrom)}..${formatDay(line.periodTo)}`
  return `${formatDay(line.billingOn)} ${line.kind}${period} ${line.skip ?? minorText(line.retailMinor, 'USD')}`
}

function charged(facts: AssignmentFacts, through: string, spendIn?: SpendIn): string[] {
  return linesOf(facts, 0, toDay(through), spendIn).map(shown)
}

const monthly = exampleTerms(31, {
  frequency: 'monthly',
  match: [1],
  lastPeriod: 'prorate',
  firstPeriod: 'prorate',
})

describe('recurring charges', () => {
  it('charge the retail on every billing date: monthly on 15 and 31 is twice a month', () => {
    const terms = exampleTerms(10, { frequency: 'monthly', match: [15, 31] })
    expect(charged(exampleFacts(terms, '2026-01-15'), '2026-03-15')).toEqual([
      '2026-01-15 recurring 2026-01-15..2026-01-31 10.00',
      '2026-01-31 recurring 2026-01-31..2026-02-15 10.00',
      '2026-02-15 recurring 2026-02-15..2026-02-28 10.00',
      '2026-02-28 recurring 2026-02-28..2026-03-15 10.00',
      '2026-03-15 recurring 2026-03-15..2026-03-31 10.00',
    ])
  })
  it('never drift from the 31st: 31 January, 28 February, 31 March', () => {
    const terms = exampleTerms(12, { frequency: 'monthly' })
    expect(charged(exampleFacts(terms, '2026-01-31'), '2026-03-31').map(line => line.slice(0, 10))).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
    ])
  })
  it('in arrears are dated the day the period closes', () => {
    const terms = { ...monthly, timing: 'arrears' as const }
    expect(charged(exampleFacts(terms, '2026-01-01'), '2026-03-01')).toEqual([
      '2026-02-01 recurring 2026-01-01..2026-02-01 31.00',
      '2026-03-01 recurring 2026-02-01..2026-03-01 31.00',
    ])
  })
})

describe('the first period', () => {
  const start = '2026-01-11'
  it.each([
    ['skip', []],
    ['full', ['2026-01-11 recurring 2026-01-11..2026-02-01 31.00']],
    ['prorate', ['2026-01-11 recurring 2026-01-11..2026-02-01 21.00']],
  ] as const)('%s, in advance, is dated the start: 21 of 31 days', (firstPeriod, expected) => {
    expect(charged(exampleFacts({ ...monthly, firstPeriod }, start), '2026-01-31')).toEqual(expected)
  })
  it('in arrears is dated the first billing date', () => {
    const terms = { ...monthly, timing: 'arrears' as const }
    expect(charged(exampleFacts(terms, start), '2026-02-01')).toEqual([
      '2026-02-01 recurring 2026-01-11..2026-02-01 21.00',
    ])
  })
  it('that ends before the first billing date is still the first stub: 5 of 31 days', () => {
    expect(charged(exampleFacts(monthly, start, '2026-01-15'), '2026-12-31')).toEqual([
      '2026-01-11 recurring 2026-01-11..2026-01-16 5.00',
    ])
    const arrears = { ...monthly, timing: 'arrears' as const }
    expect(charged(exampleFacts(arrears, start, '2026-01-15'), '2026-12-31')).toEqual([
      '2026-01-16 recurring 2026-01-11..2026-01-16 5.00',
    ])
    expect(
      charged(exampleFacts({ ...monthly, firstPeriod: 'full' }, start, '2026-01-15'), '2026-12-31'),
    ).toEqual(['2026-01-11 recurring 2026-01-11..2026-01-16 31.00'])
    expect(
      charged(exampleFacts({ ...monthly, firstPeriod: 'skip' }, start, '2026-01-15'), '2026-12-31'),
    ).toEqual([])
  })
})

describe('the last period', () => {
  it('prorated pays the days to the last day of service: 10 of 31', () => {
    expect(charged(exampleFacts(monthly, '2026-03-01', '2026-03-10'), '2026-12-31')).toEqual([
      '2026-03-01 recurring 2026-03-01..2026-03-11 10.00',
    ])
  })
  it('full pays the whole amount, and the written period stops at the end', () => {
    const terms = { ...monthly, lastPeriod: 'full' as const }
    expect(charged(exampleFacts(terms, '2026-03-01', '2026-03-10'), '2026-12-31')).toEqual([
      '2026-03-01 recurring 2026-03-01..2026-03-11 31.00',
    ])
  })
  it('in arrears is dated the day after the end', () => {
    const terms = { ...monthly, timing: 'arrears' as const }
    expect(charged(exampleFacts(terms, '2026-03-01', '2026-03-10'), '2026-12-31')).toEqual([
      '2026-03-11 recurring 2026-03-01..2026-03-11 10.00',
    ])
  })
  it('is not cut by an end on the day before a billing date', () => {
    expect(charged(exampleFacts(monthly, '2026-03-01', '2026-03-31'), '2026-12-31')).toEqual([
      '2026-03-01 recurring 2026-03-01..2026-04-01 31.00',
    ])
  })
})

describe('set-up and one-time charges', () => {
  it('are charged once, on the start, times the quantity', () => {
    const terms = exampleTerms(15, { setupRetailMicro: 2_500_000, timing: 'arrears' })
    expect(charged(exampleFacts(terms, '2026-02-03', null, { quantity: 3 }), '2030-01-01')).toEqual([
      '2026-02-03 setup 7.50',
      '2026-02-03 one_time 45.00',
    ])
  })
  it('of 0 is shown as zero where a price was set, and is no line where none was', () => {
    const facts = exampleFacts(exampleTerms(0, { setupRetailMicro: 4_000 }), '2026-02-03')
    expect(charged(facts, '2026-03-01')).toEqual(['2026-02-03 setup zero', '2026-02-03 one_time zero'])
  })
  it('a waived set-up costs the customer nothing and the provider its cost', () => {
    const terms = exampleTerms(0, { setupRetailMicro: 5_000_000, setupCostMicro: 2_000_000 })
    const [setup] = linesOf(exampleFacts(terms, '2026-02-03', null, { setupWaived: true }), 0, 30_000)
    expect([setup?.retailMinor, setup?.costMinor, setup?.skip]).toEqual([0n, 200n, null])
  })
  it('before the date from which the assignment is charged are marked as billed', () => {
    const facts = exampleFacts(exampleTerms(15), '2026-02-03', null, { chargeFrom: toDay('2026-02-04') })
    expect(charged(facts, '2026-03-01')).toEqual(['2026-02-03 one_time marked_billed'])
  })
})

describe('minimum spend', () => {
  const terms = exampleTerms(50, { frequency: 'monthly', match: [1], minimumSpend: true })
  const facts = exampleFacts(terms, '2026-01-01')
  it.each([
    ['25', 25_000_000n, '25.00'],
    ['50', 50_000_000n, 'spend_reached'],
    ['60', 60_000_000n, 'spend_reached'],
    ['49.994999', 49_994_999n, '0.01'],
    ['49.995001', 49_995_001n, 'spend_reached'],
  ])('of 50 with %s spent', (_, spend, expected) => {
    expect(charged(facts, '2026-02-01', () => spend)).toEqual([
      `2026-02-01 minimum_spend 2026-01-01..2026-02-01 ${expected}`,
    ])
  })
  it('is dated the usage grace days after its window closed', () => {
    const late = exampleFacts({ ...terms, usageGraceDays: 3 }, '2026-01-01')
    expect(charged(late, '2026-02-03')).toEqual([])
    expect(charged(late, '2026-02-04')).toHaveLength(1)
  })
  it('scales the commitment of a partial window, never the spend', () => {
    const cut = exampleFacts(
      { ...terms, retailMicro: 31_000_000, lastPeriod: 'prorate' },
      '2026-01-01',
      '2026-01-10',
    )
    expect(charged(cut, '2026-12-31', () => 4_000_000n)).toEqual([
      '2026-01-11 minimum_spend 2026-01-01..2026-01-11 6.00',
    ])
  })
  it('posts the cost of a window whose spend was reached', () => {
    const costly = exampleFacts({ ...terms, costMicro: 5_000_000 }, '2026-01-01')
    const [line] = linesOf(costly, 1, toDay('2026-02-01'), () => 50_000_000n).filter(
      l => l.kind === 'minimum_spend',
    )
    expect([line?.retailMinor, line?.costMinor, line?.skip]).toEqual([0n, 500n, null])
  })
})

describe('credits', () => {
  const posted = (periodFrom: string, periodTo: string) => ({
    opensOn: toDay(periodFrom),
    periodTo: toDay(periodTo),
    versionId: 1,
    quantity: 1,
    unitRetailMicro: 31_000_000,
    unitCostMicro: 0,
    lines: [{ settlement: 0, retailMinor: 3100n, costMinor: 0n, changeNumber: 1 }],
    nextSettlement: 1,
    customerId: 1,
    isDebited: true,
  })
  const typed = (on: string) => [{ number: 2, typedOn: toDay(on), endBefore: toDay('2026-03-11') }]
  const march = posted('2026-03-01', '2026-04-01')
  const ended = (endedOn: string, lastPeriod: 'full' | 'prorate' = 'prorate') =>
    linesOf(
      exampleFacts({ ...monthly, lastPeriod }, '2026-03-01', '2026-03-10', {
        ends: typed(endedOn),
        posted: [march],
      }),
      0,
      toDay('2026-12-31'),
    )
      .filter(line => line.kind === 'credit')
      .map(shown)
  it('give back posted minus prorated, dated the day after the end', () => {
    expect(ended('2026-03-05')).toEqual(['2026-03-11 credit 2026-03-11..2026-04-01 -21.00'])
  })
  it('are not dated before the day the end was entered', () => {
    expect(ended('2026-03-20')).toEqual(['2026-03-20 credit 2026-03-11..2026-04-01 -21.00'])
  })
  it('are not given where the last period is full', () => expect(ended('2026-03-05', 'full')).toEqual([]))
  it('give back the whole of a period that opens after the end, whatever the policy', () => {
    const april = posted('2026-04-01', '2026-05-01')
    const facts = exampleFacts({ ...monthly, lastPeriod: 'full' }, '2026-03-01', '2026-03-10', {
      ends: typed('2026-04-02'),
      posted: [march, april],
    })
    expect(charged(facts, '2026-12-31').filter(line => line.includes('credit'))).toEqual([
      '2026-04-02 credit 2026-04-01..2026-05-01 -31.00',
    ])
  })
})

describe('through a far date', () => {
  it('a century of daily charges is planned, and eighty of them are refused', () => {
    const daily = exampleFacts(exampleTerms(1, { frequency: 'daily' }), '2026-01-01')
    expect(linesOf(daily, 0, toDay('2126-01-01'))).toHaveLength(36_525)
    expect(() => linesOf(daily, 0, toDay('9999-12-31'))).toThrow(/more than 50,000/)
  })
})

describe('looking ahead', () => {
  it('finds the first line after a day, and none after the end', () => {
    const facts = exampleFacts(monthly, '2026-01-11', '2026-03-10')
    expect(nextLineDay(facts, toDay('2026-01-11'))).toBe(toDay('2026-02-01'))
    expect(nextLineDay(facts, toDay('2026-03-01'))).toBeNull()
  })
  it('finds the line of a period that was open long ago without walking there', () => {
    const facts = exampleFacts(exampleTerms(1, { frequency: 'daily' }), '1970-01-01')
    expect(nextLineDay(facts, toDay('9999-12-30'))).toBe(toDay('9999-12-31'))
  })
  it('shows as many lines as asked', () => {
    const facts = exampleFacts(exampleTerms(1, { frequency: 'yearly', every: 60 }), '2024-02-29')
    expect(
      upcomingLines(facts, 0, 3)
        .map(shown)
        .map(line => line.slice(0, 10)),
    ).toEqual(['2024-02-29', '2084-02-29', '2144-02-29'])
  })
})
