/** What a customer still has of what it pays for: commitments and what is spent of them, and pools of free minutes. */

import { and, eq, sql } from 'drizzle-orm'
import { assignments } from '@/db/schema/assignments'
import { customers, dids } from '@/db/schema/customers'
import { packages } from '@/db/schema/packages'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import { billingDay } from '@/lib/billing/charge'
import { drawFreeMinutes, type Pool } from '@/lib/billing/free-minutes'
import { waiverKey } from '@/lib/billing/line'
import { topUpMinor } from '@/lib/billing/minimum-spend'
import { periodsOf } from '@/lib/billing/period'
import { segmentsOf } from '@/lib/billing/segment'
import { type CalendarDate, type Day, formatDay, toDay } from '@/lib/calendar-date'
import { divideRounded, microToMinor } from '@/lib/money'
import { loadAssignments, type RunAssignment } from '@/lib/planning/load'
import { chainedPools, loadMinutes, loadUsage, withSpend } from '@/lib/planning/spend'
import { everyVersionOf } from '@/lib/planning/terms'
import { withWaivers } from '@/lib/planning/waivers'

/** Of more than these a page shows no more either. */
const mostShown = 100

type Named = { assignmentId: number; package: string; number: string | null }

export type Commitment = Named & {
  /** The running window `[from, to)`. */
  from: CalendarDate
  to: CalendarDate
  committedMinor: bigint
  spentMinor: bigint
  /** What the spend comes to by the end of the window at the pace of its days so far, today among them. */
  projectedMinor: bigint
  /** The top-up that this pace would leave. */
  shortfallMinor: bigint
  billedOn: CalendarDate
  /** Somebody took the charge of this window off: there is no shortfall. */
  isWaived: boolean
}

export type MinutesPool = Named & {
  from: CalendarDate
  /** Null for the open life of a one-time package. */
  to: CalendarDate | null
  grantedSeconds: number
  leftSeconds: number
}

/** The windows that are open today of a customer's minimum-spend packages, its DIDs' included, in order of assignment. */
export async function listCommitments(
  { db, actor, today }: Within<'actor' | 'today'>,
  customer: { id: number; currency: string },
): Promise<Commitment[]> {
  const promised = sql`exists (select 1 from package_versions v where v.package_id = ${assignments.packageId} and v.minimum_spend and v.cancelled_at is null)`
  const named = await runningOf({ db, actor, today }, customer.id, promised)
  if (named.size === 0) return []
  const termsOf = (ids: readonly number[]) => everyVersionOf(db, ids)
  const loaded = await loadAssignments(db, { ids: [...named.keys()] }, () => customer.currency, termsOf)
  const facts = await withWaivers(db, loaded)
  const day = toDay(today)
  const open = facts.flatMap(fact => windowAt(fact, day))
  // The spend is asked for by the lines of these windows and no others.
  const through = Math.max(day, ...open.map(({ billedOn }) => billedOn))
  const spent = await withSpend(
    db,
    open.map(({ fact, billedOn }) => ({ ...fact, dueFrom: billedOn })),
    through,
    termsOf,
  )
  return open.flatMap(({ fact, segment, period, billedOn }, i) => {
    const spentMicro = spent[i]?.spendIn(period.from, period.to) ?? 0n
    const elapsed = BigInt(day - period.from + 1)
    const projectedMicro = divideRounded(spentMicro * BigInt(period.to - period.from), elapsed)
    const { retailMicro } = segment.version.terms
    const missing = (micro: bigint) =>
      topUpMinor(retailMicro, { ...period, quantity: segment.quantity }, fact.currencyExponent, micro)
    const names = named.get(fact.id)
    if (!names) return []
    const isWaived = fact.waived?.has(waiverKey('minimum_spend', period.from)) ?? false
    return [
      {
        ...names,
        from: formatDay(period.from),
        to: formatDay(period.to),
        committedMinor: missing(0n),
        spentMinor: microToMinor(spentMicro, fact.currencyExponent),
        projectedMinor: microToMinor(projectedMicro, fact.currencyExponent),
        shortfallMinor: isWaived ? 0n : missing(projectedMicro),
        billedOn: formatDay(billedOn),
        isWaived,
      },
    ]
  })
}

/** The charged minimum-spend window that holds a day. */
function windowAt(fact: RunAssignment, day: Day) {
  for (const segment of segmentsOf(fact)) {
    if (segment.from > day) break
    if (!segment.version.terms.minimumSpend) continue
    for (const period of periodsOf(segment, fact.endBefore, day)) {
      if (period.from <= day && day < period.to && period.isCharged)
        return [{ fact, segment, period, billedOn: billingDay(segment, period) }]
      break
    }
  }
  return []
}

/** The pools of free minutes that a customer's calls draw from today, its DIDs' own included, the first to be drawn first. */
export async function listMinutesPools(
  { db, actor, today }: Within<'actor' | 'today'>,
  customerId: number,
): Promise<MinutesPool[]> {
  const named = await runningOf({ db, actor, today }, customerId, sql`${assignments.minutes} > 0`)
  if (named.size === 0) return []
  const facts = (await loadMinutes(db, [customerId], ids => everyVersionOf(db, ids))).get(customerId) ?? []
  const day = toDay(today)
  const { pools, from } = chainedPools(facts, day, day + 1)
  const didIds = facts.flatMap(fact => (fact.didId === null ? [] : [fact.didId]))
  const { secondsLeft } = drawFreeMinutes(
    pools,
    await loadUsage(db, { payerId: customerId, didIds }, { from, before: day + 1 }),
  )
  return pools
    .map((pool, i) => ({ pool, left: secondsLeft[i] ?? 0 }))
    .filter(({ pool }) => pool.from <= day && (pool.to === null || day < pool.to))
    .sort((a, b) => endOf(a.pool) - endOf(b.pool) || a.pool.assignmentId - b.pool.assignmentId)
    .flatMap(({ pool, left }) => {
      const names = named.get(pool.assignmentId)
      if (!names) return []
      return [
        {
          ...names,
          from: formatDay(pool.from),
          to: pool.to === null ? null : formatDay(pool.to),
          grantedSeconds: pool.seconds,
          leftSeconds: left,
        },
      ]
    })
}

const endOf = (pool: Pool) => pool.to ?? Number.MAX_SAFE_INTEGER

/** Names of the customer's assignments that run today and fit, by id; none where the customer is not the actor's. */
async function runningOf(
  { db, actor, today }: Within<'actor' | 'today'>,
  customerId: number,
  fits: ReturnType<typeof sql>,
): Promise<Map<number, Named>> {
  const rows = await db
    .select({ assignmentId: assignments.id, package: packages.name, number: dids.number })
    .from(assignments)
    .innerJoin(packages, eq(packages.id, assignments.packageId))
    .innerJoin(customers, eq(customers.id, assignments.payerId))
    .leftJoin(dids, eq(dids.id, assignments.didId))
    .where(
      and(
        visibleCustomers(actor),
        eq(assignments.payerId, customerId),
        sql`${assignments.startOn} <= ${today} and (${assignments.endOn} is null or ${assignments.endOn} >= ${today})`,
        fits,
      ),
    )
    .orderBy(assignments.id)
    .limit(mostShown)
  return new Map(rows.map(row => [row.assignmentId, row]))
}
