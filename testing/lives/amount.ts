/** SPEC 5, 6, 16 and 17: what a stretch costs, in exact fractions. */
import type { Day } from '@/lib/calendar-date'
import { minorExponent } from '@/lib/currency'
import { parseDecimal } from '@/lib/money'
import { type AssignedLife, isSuspended, type OwnPrice, type Service, type Stretch, type Unit } from './life'
import { micro } from './rule'
import { Refused } from './steps'

/** Half away from zero, once. */
function rounded(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator
  const whole = (size * 2n + denominator) / (denominator * 2n)
  return numerator < 0n ? -whole : whole
}

/** Millionths in one minor unit: 10,000 for USD, 1,000,000 for JPY, 1,000 for KWD. */
function microsPerMinor(currency: string): bigint {
  return 10n ** BigInt(6 - minorExponent(currency))
}

export type Share = { numerator: number; denominator: number }

/** Suspended days from the first on without a gap, the others, and whether there is nothing else. */
export function suspendedDays(
  stretch: Stretch,
  service: Service,
): { lead: number; rest: number; all: boolean } {
  const until = Math.min(stretch.to, service.cut)
  let lead = 0
  let rest = 0
  for (let day = stretch.from; day < until; day++) {
    if (!isSuspended(service, day)) continue
    if (lead === day - stretch.from) lead++
    else rest++
  }
  return { lead, rest, all: lead + rest === until - stretch.from }
}

/** The share of a whole amount that is due for a stretch, or null if nothing is. */
export function shareOf(stretch: Stretch, service: Service): Share | null {
  if (stretch.shape === 'stopped' || stretch.from >= service.cut) return null
  if (stretch.shape === 'once') return { numerator: 1, denominator: 1 }
  const { first, last } = stretch.version.terms
  const denominator = stretch.undivided
  const days = Math.min(stretch.to, service.cut) - stretch.from
  if (stretch.shape === 'stub' && first === 'skip') return null
  const isPart = stretch.shape === 'stub' ? first === 'prorate' : last === 'prorate'
  const { lead, rest, all } = suspendedDays(stretch, service)
  if (all) return null
  const numerator =
    (isPart ? days : denominator) - (first === 'full' ? 0 : lead) - (last === 'prorate' ? rest : 0)
  return { numerator, denominator }
}

/** The retail of one unit on a period's first day (SPEC 16), exact. */
export function unitOf(life: AssignedLife, list: bigint, day: Day): Unit {
  const row = ownPriceOn(life, day)
  if (!row) return { numerator: list, denominator: 1n }
  if (row.how === 'price') return { numerator: micro(row.x), denominator: 1n }
  if (row.how === 'amount') {
    const left = list - micro(row.x)
    return { numerator: left < 0n ? 0n : left, denominator: 1n }
  }
  const percent = parseDecimal(row.x, 4)
  if (typeof percent === 'string' || percent > 1_000_000) throw new Refused(`${row.x} is no percent`)
  return { numerator: list * BigInt(1_000_000 - percent), denominator: 1_000_000n }
}

/** The row with the latest *from* decides alone; typed after a move a row counts from its boundary on. */
function ownPriceOn(life: AssignedLife, day: Day): OwnPrice | null {
  let best: OwnPrice | null = null
  for (const row of life.prices)
    if (row.notBefore <= day && row.from <= day && (!best || row.from >= best.from)) best = row
  return best && day <= best.until ? best : null
}

/** unit x quantity x share less what was spent (minimum spend), in minor units. All but `currency` in millionths. */
export function lineAmount(
  line: { unit: Unit; quantity: number; share: Share; spend?: bigint },
  currency: string,
): bigint {
  const numerator = line.unit.numerator * BigInt(line.quantity) * BigInt(line.share.numerator)
  const denominator = line.unit.denominator * BigInt(line.share.denominator)
  const open = numerator - (line.spend ?? 0n) * denominator
  return line.spend !== undefined && open < 0n ? 0n : rounded(open, denominator * microsPerMinor(currency))
}
