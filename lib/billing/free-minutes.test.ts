import { describe, expect, it } from 'vitest'
import { exampleFacts, exampleTerms } from '@/testing/example-terms'
import { formatDay, toDay } from '../calendar-date'
import { drawFreeMinutes, type MinutesFacts, poolsOf, type UsageRow } from './free-minutes'
import type { Terms } from './terms'

const monthly: Partial<Terms> = { type: 'free_minutes', frequency: 'monthly', match: [1] }

function minutes(
  minutesEach: number,
  terms: Partial<Terms>,
  start: string,
  end: string | null = null,
  id = 1,
): MinutesFacts {
  return {
    ...exampleFacts(exampleTerms(0, terms), start, end, { id }),
    minutes: minutesEach,
    customerId: 7,
    didId: null,
  }
}

let made = 0
function call(startedOn: string, seconds: number, row: Partial<UsageRow> = {}): UsageRow {
  made += 1
  return {
    usageId: `U${String(made).padStart(4, '0')}`,
    customerId: 7,
    didId: null,
    startedOn: toDay(startedOn),
    startedAt: toDay(startedOn) * 86_400,
    destination: '441514960310',
    seconds,
    chargeMicro: 600_000n,
    ...row,
  }
}

function net(facts: MinutesFacts[], rows: UsageRow[]): string[] {
  const pools = facts.flatMap(fact => poolsOf(fact, 0, toDay('2027-01-01')))
  return drawFreeMinutes(pools, rows).netMicro.map(String)
}

describe('pools', () => {
  it('are full for the first stub, under skip too, and for a cut last period', () => {
    const pools = poolsOf(minutes(10, monthly, '2026-01-11', '2026-02-05'), 0, toDay('2027-01-01'))
    expect(pools.map(p => [formatDay(p.from), p.to === null ? null : formatDay(p.to), p.seconds])).toEqual([
      ['2026-01-11', '2026-02-01', 600],
      ['2026-02-01', '2026-02-06', 600],
    ])
  })
  it('of a one-time package last for the whole life', () => {
    const [open] = poolsOf(
      minutes(10, { type: 'free_minutes' }, '2026-01-11'),
      toDay('2026-06-01'),
      toDay('2026-07-01'),
    )
    expect([open?.from, open?.to]).toEqual([toDay('2026-01-11'), null])
  })
  it('of a one-time package that has ended are there no more: nobody need look back to their start', () => {
    const ended = minutes(10, { type: 'free_minutes' }, '2026-01-11', '2026-05-31')
    const at = (day: string) => poolsOf(ended, toDay(day), toDay('2026-07-01')).length
    expect([at('2026-05-31'), at('2026-06-01')]).toEqual([1, 0])
  })
})

describe('calls', () => {
  it('are free while the pool lasts, then pay the part that is not covered, rounded to millionths', () => {
    const rows = [call('2026-01-02', 400), call('2026-01-03', 300, { chargeMicro: 100_000n })]
    expect(net([minutes(10, monthly, '2026-01-01')], rows)).toEqual(['0', '33333'])
  })
  it('find a fresh pool in the next period: unused minutes expire', () => {
    const rows = [call('2026-01-31', 60), call('2026-02-01', 600), call('2026-02-02', 60)]
    expect(net([minutes(10, monthly, '2026-01-01')], rows)).toEqual(['0', '0', '600000'])
  })
  it('draw in order of start time, then usage id, whatever the order of the rows', () => {
    const late = call('2026-01-03', 600)
    const early = call('2026-01-02', 600)
    const tie = call('2026-01-02', 600, { usageId: 'A' })
    expect(net([minutes(10, monthly, '2026-01-01')], [late, early, tie])).toEqual(['600000', '600000', '0'])
  })
  it('to other destinations, and other usage, draw nothing', () => {
    const facts = minutes(10, { ...monthly, destination: ['1', '91'] }, '2026-01-01')
    const rows = [
      call('2026-01-02', 60),
      call('2026-01-02', 60, { destination: null }),
      call('2026-01-02', 0, { destination: '12' }),
    ]
    expect(net([facts], rows)).toEqual(['600000', '600000', '600000'])
    expect(net([facts], [call('2026-01-02', 60, { destination: '919' })])).toEqual(['0'])
  })
  it('draw from the earliest-ending pool first, then the earlier start, then the one created first', () => {
    const weekly = minutes(1, { ...monthly, frequency: 'weekly', match: [1] }, '2026-01-05', null, 9)
    const older = minutes(1, monthly, '2025-12-01', null, 5)
    const newer = minutes(1, monthly, '2026-01-01', null, 2)
    const open = minutes(1, { type: 'free_minutes' }, '2025-01-01', null, 1)
    const pools = [open, newer, older, weekly].flatMap(f =>
      poolsOf(f, toDay('2026-01-06'), toDay('2026-01-07')),
    )
    const left = (seconds: number) => drawFreeMinutes(pools, [call('2026-01-06', seconds)]).secondsLeft
    expect(left(60)).toEqual([60, 60, 60, 0])
    expect(left(90)).toEqual([60, 60, 30, 0])
    expect(left(150)).toEqual([60, 30, 0, 0])
    expect(left(200)).toEqual([40, 0, 0, 0])
  })
  it('of another DID or customer do not draw', () => {
    const ofDid = { ...minutes(10, monthly, '2026-01-01'), customerId: null, didId: 3 }
    const rows = [
      call('2026-01-02', 60, { didId: 3 }),
      call('2026-01-02', 60, { didId: 4 }),
      call('2026-01-02', 60),
    ]
    expect(net([ofDid], rows)).toEqual(['0', '600000', '600000'])
    expect(net([minutes(10, monthly, '2026-01-01')], [call('2026-01-02', 60, { customerId: 8 })])).toEqual([
      '600000',
    ])
  })
})
