/** What active assignments promise, beside their list: commitments, names. */

import { and, eq, inArray, sql } from 'drizzle-orm'
import { assignments } from '@/db/schema/assignments'
import { customers } from '@/db/schema/customers'
import { packages } from '@/db/schema/packages'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import { hasStatus } from './assignments'

/** How many of a target's open assignments commit to a minimum spend; the form warns before a second one. */
export async function countMinimumSpend(
  { db, actor, today }: Within<'actor' | 'today'>,
  target: { customerId: number; didId: number | null },
): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(assignments)
    .innerJoin(customers, eq(customers.id, assignments.payerId))
    .where(
      and(
        visibleCustomers(actor),
        eq(assignments.payerId, target.customerId),
        target.didId === null
          ? undefined
          : sql`(${assignments.didId} is null or ${assignments.didId} = ${target.didId})`,
        hasStatus('open', today),
        sql`exists (select 1 from package_versions v where v.package_id = ${assignments.packageId} and v.minimum_spend and v.cancelled_at is null)`,
      ),
    )
  return row?.count ?? 0
}

/** The package names of assignments, by assignment id. */
export async function listPackageNames(
  { db, actor }: Within<'actor'>,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: assignments.id, name: packages.name })
    .from(assignments)
    .innerJoin(packages, eq(packages.id, assignments.packageId))
    .innerJoin(customers, eq(customers.id, assignments.payerId))
    .where(and(inArray(assignments.id, [...ids]), visibleCustomers(actor)))
  return new Map(rows.map(row => [row.id, row.name]))
}
