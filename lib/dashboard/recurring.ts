/** What the active assignments bring in an average month, by currency. Sums of quantities; never one row each. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import type { Actor } from '../actor'
import { paceOf } from '../billing/pace'
import { segmentsOf } from '../billing/segment'
import { type CalendarDate, toDay } from '../calendar-date'
import { minorExponent } from '../currency'
import { divideRounded, powerOfTen } from '../money'
import { termsVersionsOf } from '../packages/queries'
import { ofActor } from './access'

/** Per month, in minor units. `committedMinor` is minimum spend, which usage may cover: it is in neither other sum. */
export type Recurring = {
  currency: string
  retailMinor: bigint
  /** Null where the actor may not see cost. */
  costMinor: bigint | null
  committedMinor: bigint
}

/** Assignments alike in everything that their monthly amount depends on. `startOn` is one of their start days. */
type Group = { packageId: number; currency: string; startOn: number; quantity: string }

/**
 * The assignments of a package are one group. Where it has later versions, or several matches every N, they are grouped by
 * start as well: that decides which version and which dates they have.
 */
async function loadGroups(db: Db, actor: Actor, today: CalendarDate): Promise<Group[]> {
  return rowsOf<Group>(
    db,
    sql`with shape as (
        select v.package_id, count(*) > 1 or bool_or(v.every > 1 and cardinality(v.match) > 1) as by_start
        from package_versions v where v.cancelled_at is null group by v.package_id
      ), changed as (
        select distinct on (q.assignment_id) q.assignment_id, q.quantity from assignment_quantities q
        where q.effective_on <= ${today}::date order by q.assignment_id, q.effective_on desc
      )
      select a.package_id::float8 as "packageId", p.currency, (min(a.start_on) - date '1970-01-01') as "startOn",
        sum(coalesce(q.quantity, a.quantity))::text as quantity
      from assignments a join packages p on p.id = a.package_id join shape s on s.package_id = a.package_id
        left join changed q on q.assignment_id = a.id
      where a.start_on <= ${today}::date and (a.end_on is null or a.end_on >= ${today}::date) ${ofActor(actor)}
      group by a.package_id, p.currency, case when s.by_start then a.start_on end`,
  )
}

/**
 * Recurring amounts per average month of what is active today, by currency: each price times the quantity times the dates
 * that the schedule has in an average month, rounded once at the end. Minimum spend counts as a commitment of its own.
 */
export async function sumRecurring(db: Db, actor: Actor, today: CalendarDate): Promise<Recurring[]> {
  const groups = await loadGroups(db, actor, today)
  const versions = await termsVersionsOf(db, [...new Set(groups.map(g => g.packageId))])
  const day = toDay(today)
  const sums = new Map<string, { retail: bigint; cost: bigint; committed: bigint }>()
  for (const group of groups) {
    const life = { startOn: group.startOn, quantity: 1, quantityChanges: [] }
    const segments = segmentsOf({ ...life, versions: versions.get(group.packageId) ?? [] })
    const terms = segments.find(s => s.before === null || s.before > day)?.version.terms
    const pace = terms ? paceOf(terms, group.startOn) : null
    const sum = sums.get(group.currency) ?? { retail: 0n, cost: 0n, committed: 0n }
    sums.set(group.currency, sum)
    if (!terms || !pace) continue
    const scaled = (micro: number) =>
      // Kept in millionths of a millionth until all groups are added up.
      (BigInt(micro) * BigInt(group.quantity) * BigInt(pace.dates) * scale) / BigInt(pace.months)
    if (terms.minimumSpend) sum.committed += scaled(terms.retailMicro)
    else sum.retail += scaled(terms.retailMicro)
    sum.cost += scaled(terms.costMicro)
  }
  return [...sums]
    .map(([currency, sum]) => {
      const minor = (amount: bigint) =>
        divideRounded(amount, scale * BigInt(powerOfTen(6 - minorExponent(currency))))
      return {
        currency,
        retailMinor: minor(sum.retail),
        costMinor: actor.canSeeCost ? minor(sum.cost) : null,
        committedMinor: minor(sum.committed),
      }
    })
    .sort((a, b) => a.currency.localeCompare(b.currency))
}

const scale = 1_000_000n
