import { expect, test } from 'vitest'
import { exampleTerms } from '@/testing/example-terms'
import { toDay } from '../calendar-date'
import { freeMinutesExample } from './free-minutes-example'

const whatIf = { quantity: 1, startOn: toDay('2026-11-23'), endBefore: null }
const free = { type: 'free_minutes' as const, destination: ['44'] }

test('pools are the package’s periods, the first stub whole', () => {
  const example = freeMinutesExample(
    exampleTerms(8, { ...free, frequency: 'monthly', match: [1] }),
    whatIf,
    100,
  )
  expect(example.pools).toEqual([
    { from: toDay('2026-11-23'), to: toDay('2026-12-01') },
    { from: toDay('2026-12-01'), to: toDay('2027-01-01') },
  ])
  expect(example.perMinuteMicro).toBe(80_000n)
})

test('the call that is cut pays for what the pool did not cover: 3 of 4 minutes of 0.40', () => {
  const { calls } = freeMinutesExample(exampleTerms(8, { ...free, frequency: 'yearly' }), whatIf, 100)
  expect(calls).toEqual([
    { seconds: 5940, freeSeconds: 5940, chargeMicro: 9_900_000n, netMicro: 0n },
    { seconds: 240, freeSeconds: 60, chargeMicro: 400_000n, netMicro: 300_000n },
  ])
})

test('a one-time package has one pool for its whole life', () => {
  expect(freeMinutesExample(exampleTerms(8, free), whatIf, 100).pools).toEqual([
    { from: toDay('2026-11-23'), to: null },
  ])
})
