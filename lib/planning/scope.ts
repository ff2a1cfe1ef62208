import { type SQL, sql } from 'drizzle-orm'
import { array } from '@/db/unnest'
import { type CalendarDate, toDay } from '@/lib/calendar-date'

export type RunScope = {
  /** Null for all. */
  customerIds: readonly number[] | null
  /** Only the customers of this account manager, or null for all. */
  managerId: string | null
  /** Null for all; some only in a simulation. */
  packageIds: readonly number[] | null
  /** Only versions of terms in force by this day, as a simulation may; null for the scheduled ones too. */
  catalogueOn: CalendarDate | null
}

/** Everything that is there. */
export const wholeBook: RunScope = { customerIds: null, managerId: null, packageIds: null, catalogueOn: null }

/** The condition that leaves only a scope's customers of a column of payers' ids; nothing for all. Begins with `and`. */
export function ofCustomers(scope: RunScope, payer: SQL): SQL {
  const { customerIds, managerId } = scope
  const chosen = customerIds === null ? sql`` : sql` and ${payer} = any(${array('bigint', customerIds)})`
  const managed =
    managerId === null
      ? sql``
      : sql` and ${payer} in (select id from customers where account_manager_id = ${managerId})`
  return sql`${chosen}${managed}`
}

/** The condition that leaves only a scope's packages of a column of assignments' ids; nothing for all. Begins with `and`. */
export function ofPackages(scope: RunScope, assignment: SQL): SQL {
  if (scope.packageIds === null) return sql``
  const ids = array('bigint', scope.packageIds)
  return sql` and ${assignment} in (select id from assignments where package_id = any(${ids}))`
}

/** The assignments to a scope's packages. */
export function inPackages<Assignment extends { packageId: number }>(
  { packageIds }: Pick<RunScope, 'packageIds'>,
  assignments: readonly Assignment[],
): readonly Assignment[] {
  if (packageIds === null) return assignments
  const chosen = new Set(packageIds)
  return assignments.filter(assignment => chosen.has(assignment.packageId))
}

/** The versions that a scope's catalogue has, by package. The first is in force from day 0, so that one is always left. */
export function inCatalogue<Version extends { effectiveOn: number }>(
  { catalogueOn }: Pick<RunScope, 'catalogueOn'>,
  versions: ReadonlyMap<number, readonly Version[]>,
): ReadonlyMap<number, readonly Version[]> {
  if (catalogueOn === null) return versions
  const day = toDay(catalogueOn)
  return new Map([...versions].map(([id, list]) => [id, list.filter(version => version.effectiveOn <= day)]))
}
