/** The names behind a run's ids: whom and what it was asked for, and whose batch was the slowest. */

import { and, asc, eq, inArray } from 'drizzle-orm'
import { customers } from '@/db/schema/customers'
import { packages } from '@/db/schema/packages'
import { billingRunCustomers, billingRunPackages } from '@/db/schema/run-parts'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'

export type Named = { id: number; name: string }

const mostNames = 6

/** The first few of the customers and packages that were chosen for a run, by name; none where it covers all. */
export async function listChosen(
  { db, actor }: Within<'actor'>,
  run: { id: number; customerCount: number; packageCount: number },
): Promise<{ customers: Named[]; packages: Named[] }> {
  const chosenCustomers =
    run.customerCount === 0
      ? []
      : await db
          .select({ id: customers.id, name: customers.name })
          .from(billingRunCustomers)
          .innerJoin(customers, eq(customers.id, billingRunCustomers.customerId))
          .where(and(eq(billingRunCustomers.runId, run.id), visibleCustomers(actor)))
          .orderBy(asc(customers.name), asc(customers.id))
          .limit(mostNames)
  const chosenPackages =
    run.packageCount === 0
      ? []
      : await db
          .select({ id: packages.id, name: packages.name })
          .from(billingRunPackages)
          .innerJoin(packages, eq(packages.id, billingRunPackages.packageId))
          .where(eq(billingRunPackages.runId, run.id))
          .orderBy(asc(packages.name), asc(packages.id))
          .limit(mostNames)
  return { customers: chosenCustomers, packages: chosenPackages }
}

/** The first and the last customer of a run's slowest batch, in the order of their ids; empty where none is known or the actor's. */
export async function listSlowest(
  { db, actor }: Within<'actor'>,
  { slowestFromId, slowestToId }: { slowestFromId: number | null; slowestToId: number | null },
): Promise<Named[]> {
  const ids = [slowestFromId, slowestToId].filter(id => id !== null)
  if (ids.length === 0) return []
  return db
    .select({ id: customers.id, name: customers.name })
    .from(customers)
    .where(and(inArray(customers.id, ids), visibleCustomers(actor)))
    .orderBy(asc(customers.id))
}
