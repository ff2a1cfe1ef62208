/** The calls behind a minimum-spend charge: what had arrived in its window when it was posted, and what came too late for it. */

import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import { drawFreeMinutes } from '@/lib/billing/free-minutes'
import { type Day, toDay } from '@/lib/calendar-date'
import { offsetOf, pageSize } from '@/lib/listing/paging'
import { chainedPools, loadMinutes, loadUsage } from '@/lib/planning/spend'
import { everyVersionOf } from '@/lib/planning/terms'
import type { ChargeReceipt } from './receipt'

export type CountedCall = {
  usageId: string
  startedAt: Date
  number: string | null
  destination: string | null
  seconds: number | null
  chargeMicro: bigint
  /** What free minutes left of it: the part that was counted. */
  countedMicro: bigint
}

export type CountedSpend = {
  /** One page, in the order of the calls; without those of customers that are not the actor's. */
  calls: CountedCall[]
  count: number
  /** The sum of all pages, worked out again from the calls. */
  totalMicro: bigint
  /** Usage of the window that arrived after the charge: it changes nothing. */
  lateCount: number
  lateMicro: bigint
  hasFreeMinutes: boolean
}

type Net = ReadonlyMap<string, bigint>

/** The spend that a minimum-spend charge counted, call by call; null for any other charge. The caller may see the charge. */
export async function listCountedSpend(
  { db, actor }: Within<'actor'>,
  charge: ChargeReceipt,
  page: number,
): Promise<CountedSpend | null> {
  if (charge.kind !== 'minimum_spend') return null
  const [from, before] = [toDay(charge.periodFrom), toDay(charge.periodTo)]
  const net = await netOf(db, charge, from, before)
  const inWindow = sql`${charge.didId === null ? sql`u.customer_id = ${charge.customerId}` : sql`u.did_id = ${charge.didId}`}
    and u.started_on >= ${charge.periodFrom}::date and u.started_on < ${charge.periodTo}::date`
  const [sums] = await rowsOf<{ count: number; total: string; lateCount: number; late: string }>(
    db,
    sql`select count(*) filter (where arrived)::int as count, coalesce(sum(charge_micro) filter (where arrived), 0)::text as total,
        count(*) filter (where not arrived)::int as "lateCount", coalesce(sum(charge_micro) filter (where not arrived), 0)::text as late
      from (select u.charge_micro, u.created_at <= c.created_at as arrived from usage u, charges c
        where c.id = ${charge.id} and ${inWindow}) found`,
  )
  const rows = await rowsOf<Omit<CountedCall, 'startedAt' | 'chargeMicro' | 'countedMicro'> & Raw>(
    db,
    sql`select u.usage_id as "usageId", extract(epoch from u.started_at)::float8 as started, d.number, u.destination, u.seconds,
        u.charge_micro::text as charge
      from usage u join customers on customers.id = u.customer_id left join dids d on d.id = u.did_id
      where ${inWindow} and u.created_at <= (select c.created_at from charges c where c.id = ${charge.id})
        and ${visibleCustomers(actor) ?? sql`true`}
      order by u.started_on, u.started_at, u.id limit ${pageSize} offset ${offsetOf(page)}`,
  )
  return {
    calls: rows.map(({ started, charge: micro, ...row }) => ({
      ...row,
      startedAt: new Date(Math.round(started * 1000)),
      chargeMicro: BigInt(micro),
      countedMicro: net?.get(row.usageId) ?? BigInt(micro),
    })),
    count: sums?.count ?? 0,
    totalMicro:
      net === null ? BigInt(sums?.total ?? 0) : [...net.values()].reduce((sum, micro) => sum + micro, 0n),
    lateCount: sums?.lateCount ?? 0,
    lateMicro: BigInt(sums?.late ?? 0),
    hasFreeMinutes: net !== null,
  }
}

type Raw = { started: number; charge: string }

/** What free minutes left of each call in the window, by usage id; null where the customer has none. */
async function netOf(db: Db, charge: ChargeReceipt, from: Day, before: Day): Promise<Net | null> {
  const { customerId, didId } = charge
  const facts = (await loadMinutes(db, [customerId], ids => everyVersionOf(db, ids))).get(customerId)
  if (!facts) return null
  const { pools, from: first } = chainedPools(facts, from, before)
  const dids = [didId, ...facts.map(fact => fact.didId)].filter(id => id !== null)
  const rows = await loadUsage(
    db,
    { payerId: customerId, didIds: [...new Set(dids)] },
    { from: first, before },
    { chargeId: charge.id },
  )
  const { netMicro } = drawFreeMinutes(pools, rows)
  return new Map(
    rows.flatMap((row, i): [string, bigint][] => {
      const isTarget = didId === null ? row.customerId === customerId : row.didId === didId
      return isTarget && row.startedOn >= from ? [[row.usageId, netMicro[i] ?? 0n]] : []
    }),
  )
}
