/** The assignments of packages in groups of equals, with what the ledger holds of them: what a change of terms is judged over. */
import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array, dateOf } from '@/db/unnest'
import type { TermsVersion, VersionScope } from '@/lib/billing/terms'
import { type CalendarDate, type Day, toDay } from '@/lib/calendar-date'
import type { Group } from '../impact'

/** Which assignments: those that live on `livesOn` or later; of those that start before it only if `appliesTo` is `all`. */
export type GroupChoice = {
  packageIds: readonly number[]
  livesOn: CalendarDate
  appliesTo: VersionScope
  /** The charged and waived periods that open from then on are asked for; see `heldFrom`. */
  heldFrom: Day
  today: CalendarDate
  /** Changes that were called off: where they counted decides whatever the day was. */
  cancelled: readonly number[]
  /** Narrows to some payers. */
  payers?: SQL
}

/** A group with `alike`, the text that its assignments have in common beside their dates and quantity. */
export type LoadedGroup = Group & { alike: string }

const days = (column: string) => sql.raw(`(${column} - date '1970-01-01')`)
const holding = sql.raw(`('one_time', 'recurring', 'minimum_spend')`)

/**
 * From which day on periods can hold a change off: the change's own date, or an earlier one of a version that no run has looked at
 * yet, so of yesterday at the earliest. A run that looks at a version keeps where it counts.
 */
export function heldFrom(
  effectiveOn: CalendarDate,
  versions: Iterable<readonly TermsVersion[]>,
  today: CalendarDate,
): Day {
  let from = toDay(effectiveOn)
  for (const known of versions) {
    for (const version of known) {
      if (version.effectiveOn >= toDay(today) - 1) from = Math.min(from, version.effectiveOn)
    }
  }
  return from
}

/** The changes of terms that were called off, by the number of the change. */
export function cancelledNumbers(versions: Iterable<readonly TermsVersion[]>): number[] {
  return [...versions]
    .flat()
    .flatMap(version => (version.cancelledNumber === null ? [] : version.changeNumber))
}

/** Changes of quantity, by the assignment that they are kept under. */
const typed = ({ packageIds }: GroupChoice) => sql`
  select q.assignment_id as root_id, string_agg(concat_ws(':', ${days('q.effective_on')}, q.quantity, q.number, ${days('q.not_before_on')}), ',' order by q.number) as facts
  from assignment_quantities q join assignments a on a.id = q.assignment_id
  where a.package_id = any(${array('bigint', packageIds)}) group by q.assignment_id`

/** Where changes counted when a run last looked, if that is still to come. */
const counted = ({ packageIds, today, cancelled }: GroupChoice) => sql`
  select b.assignment_id as root_id, string_agg(b.change_number || ':' || ${days('b.counts_from_on')}, ',' order by b.change_number) as facts
  from assignment_boundaries b join assignments a on a.id = b.assignment_id
  where a.package_id = any(${array('bigint', packageIds)})
    and (b.counts_from_on >= ${today}::date or b.change_number = any(${array('bigint', cancelled)}))
  group by b.assignment_id`

/** For each change number the last period that is charged, waived or marked under it, of every part of a moved number. */
function held({ packageIds, heldFrom: from }: GroupChoice): SQL {
  const day = dateOf(sql`${from}::int`)
  return sql`select root_id, string_agg(concat_ws(':', number, opens, before), ',' order by number) as facts from (
      select coalesce(a.root_id, a.id) as root_id, h.change_number as number, max(${days('h.opens_on')}) as opens,
        max(${days('greatest(h.period_to, h.opens_on + 1)')}) as before
      from (
        select c.assignment_id, c.change_number, c.opens_on, c.period_to from charges c
        where c.opens_on >= ${day} and c.kind <> 'reversal' and c.kind in ${holding} and c.settlement = 0
          and not exists (select 1 from charges r where r.reverses_id = c.id)
        union all
        select w.assignment_id, w.change_number, w.period_from, w.period_from from charge_waivers w
        where w.billing_on >= ${day} and w.period_from >= ${day} and w.kind in ${holding}
      ) h join assignments a on a.id = h.assignment_id
      where a.package_id = any(${array('bigint', packageIds)}) group by 1, 2
    ) as last group by root_id`
}

/** One row an assignment: id, payer_id, package_id, start_on, end_on (numbers of days), quantity and `alike`. */
export function keyed(choice: GroupChoice): SQL {
  const started = sql.raw('coalesce(a.anchor_on, a.start_on)')
  const { packageIds, livesOn, appliesTo, payers } = choice
  return sql`with typed as (${typed(choice)}), counted as (${counted(choice)}), held as (${held(choice)})
    select a.id, a.payer_id, a.package_id, ${days('coalesce(a.anchor_on, a.start_on)')} as start_on, ${days('a.end_on')} as end_on, a.quantity,
      concat(case when a.anchor_on is not null then ${days('a.start_on')} end, '|', ${days('a.bills_before_on')}, '|', typed.facts, '|', counted.facts, '|', held.facts) as alike
    from assignments a left join typed on typed.root_id = coalesce(a.root_id, a.id)
      left join counted on counted.root_id = coalesce(a.root_id, a.id) left join held on held.root_id = coalesce(a.root_id, a.id)
    where a.package_id = any(${array('bigint', packageIds)}) and (a.end_on is null or a.end_on >= ${livesOn}::date)
      ${appliesTo === 'new' ? sql`and ${started} >= ${livesOn}::date` : sql``} ${payers ? sql`and ${payers}` : sql``}`
}

type GroupRow = Pick<LoadedGroup, 'packageId' | 'startOn' | 'endOn' | 'quantity' | 'count' | 'alike'>

export async function loadGroups(db: Db, choice: GroupChoice): Promise<LoadedGroup[]> {
  const rows = await rowsOf<GroupRow>(
    db,
    sql`select package_id::float8 as "packageId", start_on as "startOn", end_on as "endOn", quantity, alike, count(*)::int as count
      from (${keyed(choice)}) as k group by package_id, start_on, end_on, quantity, alike`,
  )
  return rows.map(row => ({ ...row, ...factsIn(row.alike) }))
}

function numbersIn(text: string | undefined): number[][] {
  return text ? text.split(',').map(entry => entry.split(':').map(Number)) : []
}

type Facts = Pick<Group, 'billsFrom' | 'billsBefore' | 'quantityChanges' | 'held' | 'counted'>

function factsIn(alike: string): Facts {
  const [from, before, quantities, boundaries, periods] = alike.split('|')
  return {
    billsFrom: from ? Number(from) : null,
    billsBefore: before ? Number(before) : null,
    quantityChanges: numbersIn(quantities).map(([effectiveOn = 0, quantity = 1, number = 0, notBefore]) => ({
      ...{ effectiveOn, quantity, number, notBefore },
    })),
    counted: new Map(numbersIn(boundaries).map(([number = 0, day = 0]) => [number, day])),
    held: numbersIn(periods).map(([changeNumber = 0, opensOn = 0, before = 0]) => ({
      ...{ changeNumber, opensOn, before },
    })),
  }
}
