/** What the active assignments of packages bring in an average month. Sums of quantities; never one row each. */

import { type SQL, sql } from 'drizzle-orm'
import { rowsOf } from '@/db/client'
import { array } from '@/db/unnest'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { paceOf } from '@/lib/billing/dates-per-month'
import { segmentsOf } from '@/lib/billing/segment'
import { toDay } from '@/lib/calendar-date'
import { minorExponent } from '@/lib/currency'
import { divideRounded, powerOfTen } from '@/lib/money'
import { termsVersionsOf } from '@/lib/planning/terms'

/** A month in millionths of millionths of the currency's unit: to be added up first and rounded once. */
export type MonthlyScaled = { retail: bigint; cost: bigint; committed: bigint }

const scale = 1_000_000n

/** Assignments alike in everything that their monthly amount depends on. `startOn` is one of their start days. */
type Group = { packageId: number; currency: string; startOn: number; quantity: string }

/**
 * The assignments of a package are one group. Where it has later versions, or several matches every N, they are grouped by
 * start as well: that decides which version and which dates they have.
 */
async function loadGroups({ db, today }: Within<'today'>, chosen: SQL): Promise<Group[]> {
  return rowsOf<Group>(
    db,
    sql`with shape as (
        select v.package_id, count(*) > 1 or bool_or(v.every > 1 and cardinality(v.match) > 1) as by_start
        from package_versions v where v.cancelled_at is null group by v.package_id
      ), changed as (
        select distinct on (q.assignment_id) q.assignment_id, q.quantity from assignment_quantities q
        where q.effective_on <= ${today}::date order by q.assignment_id, q.effective_on desc, q.number desc
      )
      select a.package_id::float8 as "packageId", p.currency, (min(coalesce(a.anchor_on, a.start_on)) - date '1970-01-01') as "startOn",
        sum(coalesce(q.quantity, a.quantity))::text as quantity
      from assignments a join packages p on p.id = a.package_id join shape s on s.package_id = a.package_id
        left join changed q on q.assignment_id = coalesce(a.root_id, a.id)
      where a.start_on <= ${today}::date and (a.end_on is null or a.end_on >= ${today}::date) ${chosen}
      group by a.package_id, p.currency, case when s.by_start then coalesce(a.anchor_on, a.start_on) end`,
  )
}

/**
 * An average month of what is active today, by package: each price times the quantity times the dates that the schedule has
 * in an average month. Minimum spend is a commitment of its own. Of all packages, or of these; an account manager's are
 * their own customers'. Holds cost: hand it on only where the actor may see it.
 */
export async function sumByPackage(
  { db, actor, today }: Within<'actor' | 'today'>,
  packageIds?: readonly number[],
): Promise<Map<number, MonthlyScaled & { currency: string }>> {
  const own = isAdmin(actor)
    ? sql``
    : sql`and a.payer_id in (select c.id from customers c where c.account_manager_id = ${actor.id})`
  const these = packageIds ? sql`and a.package_id = any(${array('bigint', packageIds)})` : sql``
  const groups = await loadGroups({ db, today }, sql`${own} ${these}`)
  const versions = await termsVersionsOf(db, [...new Set(groups.map(g => g.packageId))])
  const day = toDay(today)
  const sums = new Map<number, MonthlyScaled & { currency: string }>()
  for (const { packageId, currency, startOn, quantity } of groups) {
    const life = { startOn, quantity: 1, quantityChanges: [], versions: versions.get(packageId) ?? [] }
    const terms = segmentsOf(life).find(s => s.before === null || s.before > day)?.version.terms
    const pace = terms ? paceOf(terms, startOn) : null
    const sum = sums.get(packageId) ?? { currency, retail: 0n, cost: 0n, committed: 0n }
    sums.set(packageId, sum)
    if (!terms || !pace) continue
    const scaled = (micro: number) =>
      (BigInt(micro) * BigInt(quantity) * BigInt(pace.dates) * scale) / BigInt(pace.months)
    if (terms.minimumSpend) sum.committed += scaled(terms.retailMicro)
    else sum.retail += scaled(terms.retailMicro)
    sum.cost += scaled(terms.costMicro)
  }
  return sums
}

/** A sum of `sumByPackage` in minor units. */
export function scaledToMinor(amount: bigint, currency: string): bigint {
  return divideRounded(amount, scale * BigInt(powerOfTen(6 - minorExponent(currency))))
}
