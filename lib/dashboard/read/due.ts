/**
 * What is coming: the charges dated in the next days, per day and currency, from the planner of the runs. Assignments that
 * are alike (package, quantity, next due date, and the part of their start that decides their dates) are planned once and
 * counted many times, so that a book of a million is some ten thousand plans.
 */

import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import type { Within } from '@/lib/access/context'
import { ofActor } from '@/lib/access/read'
import { linesOf } from '@/lib/billing/charge'
import { type AssignmentFacts, newAssignment } from '@/lib/billing/line'
import type { TermsVersion } from '@/lib/billing/terms'
import { type CalendarDate, type Day, formatDay, toDay } from '@/lib/calendar-date'
import { minorExponent } from '@/lib/currency'
import { isCharged } from '@/lib/planning/charged-ahead'
import { withLedger } from '@/lib/planning/ledger'
import { loadAssignments } from '@/lib/planning/load'
import { everyVersionOf, termsVersionsOf } from '@/lib/planning/terms'
import { withWaivers } from '@/lib/planning/waivers'

type DueDay = { date: CalendarDate; lineCount: number; retailMinor: bigint }
export type DueDays = {
  /** Every currency that has something due, with a day for each date of the range, empty days included. */
  currencies: { currency: string; days: DueDay[]; lineCount: number; retailMinor: bigint }[]
  /** Minimum spend windows that close in the range: their top-ups depend on usage and are in no sum. */
  minimumSpendCount: number
  /** True where the book has more unlike assignments than are planned here, so that the sums are too low. */
  isPartial: boolean
}

const groupLimit = 100_000

type Group = {
  /** The assignment of a group of one, if something of it was taken off by hand or may be posted; null for those that are alike. */
  ownId: number | null
  packageId: number
  currency: string
  dueFrom: Day
  startOn: Day
  endOn: Day | null
  chargeFrom: Day | null
  setupWaived: boolean
  quantity: number
  count: number
}

/**
 * Due assignments in groups of equals. One without an end, past its first period and under a package's only version is
 * `settled`: its dates depend on the package, and on its start only for anniversaries and every N.
 */
async function loadGroups(
  { db, actor }: Within<'actor'>,
  from: CalendarDate,
  through: Day,
): Promise<Group[]> {
  return rowsOf<Group>(
    db,
    sql`with shape as (
        select v.package_id, count(*) = 1 and max(v.frequency) <> 'none' as is_single, max(v.frequency) as frequency,
          max(v.every) as every, max(cardinality(v.match)) as matches,
          max(v.every * case v.frequency when 'daily' then 1 when 'weekly' then 14 when 'monthly' then 62 else 732 end) as settles_after
        from package_versions v where v.cancelled_at is null group by v.package_id
      ), changed as (
        select distinct on (q.assignment_id) q.assignment_id, q.quantity
        from assignment_quantities q join assignments a on a.id = q.assignment_id
        where q.effective_on <= greatest(${from}::date, a.start_on) order by q.assignment_id, q.effective_on desc, q.number desc
      ), due as (
        select case when n.looked_through_on >= greatest(n.next_due_on, ${from}::date) or a.root_id is not null
            or a.id in (select w.assignment_id from charge_waivers w where w.billing_on >= ${from}::date) then a.id end as own_id,
          a.package_id, p.currency, greatest(n.next_due_on, ${from}::date) as due_from, a.start_on, a.end_on, a.setup_waived,
          case when a.charge_from_on > ${from}::date then a.charge_from_on end as charge_from_on,
          coalesce(q.quantity, a.quantity) as quantity,
          s.is_single and a.end_on is null and a.start_on + s.settles_after < ${from}::date as is_settled, s.frequency, s.every, s.matches
        from assignments a join assignment_pointers n on n.assignment_id = a.id
          join packages p on p.id = a.package_id join shape s on s.package_id = a.package_id
          left join changed q on q.assignment_id = coalesce(a.root_id, a.id)
        where n.next_due_on <= date '1970-01-01' + ${through}::int ${ofActor(actor)}
      )
      select own_id::float8 as "ownId", package_id::float8 as "packageId", currency, (due_from - date '1970-01-01') as "dueFrom",
        (min(start_on) - date '1970-01-01') as "startOn", (end_on - date '1970-01-01') as "endOn",
        (charge_from_on - date '1970-01-01') as "chargeFrom", bool_and(setup_waived) as "setupWaived", quantity, count(*)::int as count
      from due group by own_id, package_id, currency, due_from, end_on, charge_from_on, quantity, case when not is_settled then setup_waived end,
        case when not is_settled or every > 1 then start_on - date '1970-01-01'
          when matches > 0 or frequency = 'daily' then 0
          when frequency = 'weekly' then extract(isodow from start_on)::int
          when frequency = 'monthly' then extract(day from start_on)::int
          else (extract(month from start_on) * 100 + extract(day from start_on))::int end
      order by due_from, package_id, quantity, "startOn" limit ${groupLimit + 1}`,
  )
}

function factsOf(group: Group, versions: readonly TermsVersion[]): AssignmentFacts {
  return newAssignment({
    id: group.ownId ?? 0,
    startOn: group.startOn,
    endBefore: group.endOn === null ? null : group.endOn + 1,
    quantity: group.quantity,
    versions,
    setupWaived: group.setupWaived,
    chargeFrom: group.chargeFrom,
    currencyExponent: minorExponent(group.currency),
  })
}

/** The groups of one with what the ledger holds of them and what was taken off by hand. */
async function loadOwn(db: Db, groups: readonly Group[]) {
  const currencies = new Map(
    groups.flatMap(({ ownId, currency }) => (ownId === null ? [] : [[ownId, currency] as const])),
  )
  if (currencies.size === 0) return { own: new Map<number, AssignmentFacts>(), charged: new Map() }
  const loaded = await loadAssignments(
    db,
    { ids: [...currencies.keys()] },
    () => 'USD',
    ids => everyVersionOf(db, ids),
  )
  const { assignments, charged } = await withLedger(db, await withWaivers(db, loaded), true)
  const own = new Map<number, AssignmentFacts>(
    assignments.map(fact => [
      fact.id,
      { ...fact, currencyExponent: minorExponent(currencies.get(fact.id) ?? 'USD') },
    ]),
  )
  return { own, charged }
}

/** The charges dated in the `days` days from `from` on that are not posted yet. Credits are not foreseen. */
export async function sumDueDays(
  { db, actor }: Within<'actor'>,
  from: CalendarDate,
  days = 30,
): Promise<DueDays> {
  const first = toDay(from)
  const through = first + days - 1
  const groups = await loadGroups({ db, actor }, from, through)
  const versions = await termsVersionsOf(db, [...new Set(groups.map(g => g.packageId))])
  const planned = groups.slice(0, groupLimit)
  const facts = planned.map(group => factsOf(group, versions.get(group.packageId) ?? []))
  const { own, charged } = await loadOwn(db, planned)
  const sums = new Map<string, DueDay[]>()
  let minimumSpendCount = 0
  for (const [at, group] of planned.entries()) {
    const fact = facts[at]
    if (!fact) continue
    // Thousands of plans: whoever asks for a page meanwhile comes in between.
    if (at % 1_000 === 999) await new Promise(setImmediate)
    for (const line of linesOf(own.get(fact.id) ?? fact, group.dueFrom, through)) {
      if (line.skip !== null || line.settlement > 0 || isCharged(charged, line)) continue
      if (line.kind === 'minimum_spend') {
        minimumSpendCount += group.count
        continue
      }
      const dates =
        sums.get(group.currency) ??
        Array.from({ length: days }, (_, i) => ({
          date: formatDay(first + i),
          lineCount: 0,
          retailMinor: 0n,
        }))
      sums.set(group.currency, dates)
      const sum = dates[line.billingOn - first]
      if (!sum) continue
      sum.lineCount += group.count
      sum.retailMinor += line.retailMinor * BigInt(group.count)
    }
  }
  const currencies = [...sums].map(([currency, dates]) => ({
    currency,
    days: dates,
    lineCount: dates.reduce((sum, day) => sum + day.lineCount, 0),
    retailMinor: dates.reduce((sum, day) => sum + day.retailMinor, 0n),
  }))
  return {
    currencies: currencies.sort((a, b) => b.lineCount - a.lineCount || a.currency.localeCompare(b.currency)),
    minimumSpendCount,
    isPartial: groups.length > groupLimit,
  }
}
