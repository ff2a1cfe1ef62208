/**
 * Free minutes: which calls draw from which pools, and what is left to pay. Rules: docs/billing.md, "Free minutes".
 */
import type { Day } from '../calendar-date'
import { divideRounded } from '../money'
import { destinationMatcher } from './destination'
import { periodsOf } from './period'
import { type Lifetime, segmentsOf } from './segment'

/** A free-minutes assignment: `minutes` per period for the whole assignment, whatever its quantity. */
export type MinutesFacts = Lifetime & {
  id: number
  endBefore: Day | null
  /** Only the pools of periods that open in this range are its own. */
  billsFrom?: Day | null
  billsBefore?: Day | null
  minutes: number
  /** Exactly one: the customer whose calls draw, its DIDs' included, or the one DID whose calls do. */
  customerId: number | null
  didId: number | null
}

/** The free seconds of one period `[from, to)`; `to` is null for the open life of a one-time package. */
export type Pool = {
  assignmentId: number
  startOn: Day
  from: Day
  to: Day | null
  customerId: number | null
  didId: number | null
  covers: (digits: string) => boolean
  seconds: number
}

/** A usage row. Only one with a destination and seconds > 0 is a call; the others are spend and draw nothing. */
export type UsageRow = {
  usageId: string
  customerId: number
  didId: number | null
  /** The day in the billing time zone, and the instant that orders the calls (any one unit, the same for all rows). */
  startedOn: Day
  startedAt: number
  destination: string | null
  seconds: number | null
  chargeMicro: bigint
}

/** The pools of an assignment that overlap `[from, before)`; the first stub and a cut period have the full pool. */
export function poolsOf(facts: MinutesFacts, from: Day, before: Day): Pool[] {
  const pools: Pool[] = []
  const add = (start: Day, to: Day | null, destination: readonly string[]) => {
    pools.push({
      assignmentId: facts.id,
      startOn: facts.startOn,
      from: start,
      to,
      customerId: facts.customerId,
      didId: facts.didId,
      covers: destinationMatcher(destination),
      seconds: facts.minutes * 60,
    })
  }
  const { billsFrom = null, billsBefore = null } = facts
  const isOwn = (day: Day) =>
    (billsFrom === null || day >= billsFrom) && (billsBefore === null || day < billsBefore)
  for (const segment of segmentsOf(facts)) {
    const { terms } = segment.version
    if (terms.type !== 'free_minutes') continue
    if (terms.frequency === 'none') {
      const isOver = facts.endBefore !== null && facts.endBefore <= from
      if (segment.from < before && segment.from === facts.startOn && isOwn(segment.from) && !isOver)
        add(segment.from, facts.endBefore, terms.destination)
      continue
    }
    for (const period of periodsOf(segment, facts.endBefore, from)) {
      if (period.from >= before) break
      if (isOwn(period.from)) add(period.from, period.to, terms.destination)
    }
  }
  return pools
}

/** Earliest-ending first, then the earlier start, then the one created first; an open-ended pool ends last. */
function comparePools(a: Pool, b: Pool): number {
  const aEnds = a.to ?? Number.POSITIVE_INFINITY
  const bEnds = b.to ?? Number.POSITIVE_INFINITY
  if (aEnds !== bEnds) return aEnds < bEnds ? -1 : 1
  return a.startOn - b.startOn || a.assignmentId - b.assignmentId || a.from - b.from
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** How much of a pool is left after the calls, and what each usage row still costs. */
export type Drawn = { netMicro: bigint[]; secondsLeft: number[] }

/**
 * Draws the calls from the pools in order of start time, then usage id. `netMicro[i]` is what `rows[i]` still costs: a call
 * covered for k of n seconds pays charge x (n - k) / n, rounded once, half away from zero, to millionths.
 * `secondsLeft[i]` is what remains in `pools[i]`. Neither input is changed.
 */
export function drawFreeMinutes(pools: readonly Pool[], rows: readonly UsageRow[]): Drawn {
  const netMicro = rows.map(row => row.chargeMicro)
  const secondsLeft = pools.map(pool => pool.seconds)
  const poolOrder = pools.map((pool, index) => ({ pool, index })).sort((a, b) => comparePools(a.pool, b.pool))
  const callOrder = rows
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => row.destination !== null && row.seconds !== null && row.seconds > 0)
    .sort((a, b) => a.row.startedAt - b.row.startedAt || compareText(a.row.usageId, b.row.usageId))
  for (const { row, index } of callOrder) {
    const { destination, seconds } = row
    if (destination === null || seconds === null) continue
    let open = seconds
    for (const entry of poolOrder) {
      const { pool } = entry
      const left = secondsLeft[entry.index] ?? 0
      if (open === 0) break
      if (left === 0 || row.startedOn < pool.from || (pool.to !== null && row.startedOn >= pool.to)) continue
      if (pool.didId === null ? pool.customerId !== row.customerId : pool.didId !== row.didId) continue
      if (!pool.covers(destination)) continue
      const drawn = Math.min(left, open)
      secondsLeft[entry.index] = left - drawn
      open -= drawn
    }
    if (open < seconds) netMicro[index] = divideRounded(row.chargeMicro * BigInt(open), BigInt(seconds))
  }
  return { netMicro, secondsLeft }
}
