/** Free minutes by example, for one package's own prices and periods: the pools and calls of the engine. Pure. */
import { drawFreeMinutes, poolsOf } from '../billing/free-minutes'
import { onlyVersion, type Terms } from '../billing/terms'
import type { Day } from '../calendar-date'
import { divideRounded } from '../money'
import type { WhatIf } from './preview'

export type FreeMinutesExample = {
  /** The first pools, each `[from, to)`; `to` is null for the open life of a one-time package. */
  pools: { from: Day; to: Day | null }[]
  /** What one free minute costs the customer, in millionths. */
  perMinuteMicro: bigint
  /** Two calls that use the pool up: the whole pool but a minute, then four minutes at 0.40. */
  calls: { seconds: number; freeSeconds: number; chargeMicro: bigint; netMicro: bigint }[]
}

const aMinute = 60

/** The example for an assignment with so many minutes. Half-year pools and longer look two years ahead. */
export function freeMinutesExample(terms: Terms, whatIf: WhatIf, minutes: number): FreeMinutesExample {
  const { quantity, startOn, endBefore } = whatIf
  const pools = poolsOf(
    {
      id: 0,
      startOn,
      endBefore,
      quantity,
      quantityChanges: [],
      // Any destination will do for the example's calls.
      versions: [onlyVersion({ ...terms, destination: [] })],
      minutes,
      customerId: 0,
      didId: null,
    },
    startOn,
    startOn + 800 * terms.every,
  )
  const first = pools.slice(0, 1)
  const seconds = [(minutes - 1) * aMinute, 4 * aMinute]
  const rows = seconds.map((length, i) => ({
    usageId: String(i),
    customerId: 0,
    didId: null,
    startedOn: startOn,
    startedAt: i,
    destination: '1',
    seconds: length,
    chargeMicro: (BigInt(length) * 100_000n) / 60n,
  }))
  const { netMicro } = drawFreeMinutes(first, rows)
  return {
    pools: pools.slice(0, 2).map(({ from, to }) => ({ from, to })),
    perMinuteMicro: divideRounded(BigInt(terms.retailMicro) * BigInt(quantity), BigInt(minutes)),
    calls: rows.map((row, i) => {
      const net = netMicro[i] ?? row.chargeMicro
      const free = ((row.chargeMicro - net) * BigInt(row.seconds)) / row.chargeMicro
      return { seconds: row.seconds, freeSeconds: Number(free), chargeMicro: row.chargeMicro, netMicro: net }
    }),
  }
}
