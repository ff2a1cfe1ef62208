/** Whom and what a run covers: kept with the run, so that it is shown, resumed and worked off by any process alike. */

import { asc, eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import type { billingRuns } from '@/db/schema/billing'
import { billingRunCustomers, billingRunPackages } from '@/db/schema/run-parts'
import { array, unnest } from '@/db/unnest'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import type { RunScope } from '@/lib/planning/scope'
import { Refusal } from '@/lib/refusal/refusal'
import type { CalendarDate } from '../calendar-date'

export type ScopeAsk = {
  mode: 'simulate' | 'post'
  customerIds: readonly number[]
  packageIds: readonly number[]
  catalogueOn: CalendarDate | null
}

/**
 * What an actor may have run. Throws a Refusal where a customer is not there or not theirs, and where a posting would leave some
 * packages or versions out: their charges would come later than others, and funds would be judged in another order.
 */
export async function judgeScope({ db, actor }: Within<'actor'>, ask: ScopeAsk): Promise<RunScope> {
  if (!isAdmin(actor) && actor.id === null) throw new Refusal('Sign in to simulate billing.')
  const { catalogueOn } = ask
  const [customerIds, packageIds] = [[...new Set(ask.customerIds)], [...new Set(ask.packageIds)]]
  if (ask.mode === 'post' && (packageIds.length > 0 || catalogueOn !== null)) {
    throw new Refusal(
      'Only a simulation can leave packages or scheduled prices out. Post for whole customers.',
    )
  }
  if (customerIds.length > 0) {
    const chosen = sql`select count(*)::int as count from customers where id = any(${array('bigint', customerIds)})`
    const mine = visibleCustomers(actor)
    const [found] = await rowsOf<{ count: number }>(db, mine ? sql`${chosen} and ${mine}` : chosen)
    if (found?.count !== customerIds.length) {
      throw new Refusal(
        customerIds.length === 1
          ? 'This customer does not exist, or is not one of yours.'
          : 'Some of these customers do not exist, or are not yours.',
      )
    }
  }
  return {
    customerIds: customerIds.length === 0 ? null : customerIds,
    managerId: isAdmin(actor) ? null : actor.id,
    packageIds: packageIds.length === 0 ? null : packageIds,
    catalogueOn,
  }
}

/** The columns of a run's own row that say its scope. */
export function scopeColumns(scope: RunScope) {
  const { customerIds, managerId, packageIds, catalogueOn } = scope
  const only = customerIds?.length === 1 ? (customerIds[0] ?? null) : null
  return {
    customerId: only,
    customerCount: only === null ? (customerIds?.length ?? 0) : 0,
    packageCount: packageIds?.length ?? 0,
    managerId,
    catalogueOn,
  }
}

const mostNamed = 20

/** A scope as the audit log keeps it: what was chosen, the ids of a long list cut. */
export function scopeFacts({ customerIds, packageIds, catalogueOn }: RunScope): Record<string, unknown> {
  const some = (ids: readonly number[]) => (ids.length > mostNamed ? `${ids.length} chosen` : ids.join(', '))
  return {
    ...(customerIds === null ? { customerId: null } : {}),
    ...(customerIds?.length === 1 ? { customerId: customerIds[0] } : {}),
    ...(customerIds !== null && customerIds.length > 1 ? { customers: some(customerIds) } : {}),
    ...(packageIds === null ? {} : { packages: some(packageIds) }),
    ...(catalogueOn === null ? {} : { catalogueOn }),
  }
}

/** Writes the rows of a scope's several customers and of its packages, in the transaction that opens the run. */
export async function writeScope(tx: Db, runId: number, scope: RunScope): Promise<void> {
  if (scope.customerIds !== null && scope.customerIds.length > 1) {
    await tx.execute(
      sql`insert into billing_run_customers (run_id, customer_id)
        select ${runId}, id from ${unnest(['bigint', scope.customerIds])} as c(id)`,
    )
  }
  if (scope.packageIds !== null) {
    await tx.execute(
      sql`insert into billing_run_packages (run_id, package_id)
        select ${runId}, id from ${unnest(['bigint', scope.packageIds])} as p(id)`,
    )
  }
}

type RunRow = Pick<
  typeof billingRuns.$inferSelect,
  'id' | 'customerId' | 'customerCount' | 'packageCount' | 'managerId' | 'catalogueOn'
>

/** The scope of a run that is there. */
export async function readScope(db: Db, run: RunRow): Promise<RunScope> {
  const { managerId, catalogueOn } = run
  return {
    customerIds: run.customerId === null ? await chosenCustomers(db, run) : [run.customerId],
    managerId,
    packageIds: await chosenPackages(db, run),
    catalogueOn,
  }
}

async function chosenCustomers(db: Db, { id, customerCount }: RunRow): Promise<number[] | null> {
  if (customerCount === 0) return null
  const { customerId, runId } = billingRunCustomers
  const rows = await db
    .select({ customerId })
    .from(billingRunCustomers)
    .where(eq(runId, id))
    .orderBy(asc(customerId))
  return rows.map(row => row.customerId)
}

async function chosenPackages(db: Db, { id, packageCount }: RunRow): Promise<number[] | null> {
  if (packageCount === 0) return null
  const { packageId, runId } = billingRunPackages
  const rows = await db
    .select({ packageId })
    .from(billingRunPackages)
    .where(eq(runId, id))
    .orderBy(asc(packageId))
  return rows.map(row => row.packageId)
}
