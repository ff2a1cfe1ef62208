/** What was taken off by hand, for the pages: the latest of all, and those of one assignment. */

import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import type { PlannedKind } from '@/lib/billing/terms'
import type { CalendarDate } from '@/lib/calendar-date'

export type ListedWaiver = {
  id: number
  assignmentId: number
  reference: string
  customerId: number
  customer: string
  package: string
  kind: PlannedKind
  periodFrom: CalendarDate
  billingOn: CalendarDate
  outcome: 'waived' | 'marked_billed'
  reason: string
  /** What would have been charged; null where that was not kept. */
  retailMinor: bigint | null
  currency: string
  by: string | null
}

async function listed(db: Db, where: SQL, order: SQL): Promise<ListedWaiver[]> {
  const rows = await rowsOf<Omit<ListedWaiver, 'retailMinor'> & { retail: string | null }>(
    db,
    sql`select w.id::float8 as id, w.assignment_id::float8 as "assignmentId", a.reference, customers.id::float8 as "customerId",
      customers.name as customer, p.name as package, w.kind, w.period_from::text as "periodFrom", w.billing_on::text as "billingOn",
      w.outcome, w.reason, w.retail_minor::text as retail, customers.currency, u.name as by
      from charge_waivers w join assignments a on a.id = w.assignment_id join customers on customers.id = a.payer_id
      join packages p on p.id = a.package_id left join users u on u.id = w.created_by
      where ${where} order by ${order} limit 50`,
  )
  return rows.map(({ retail, ...row }) => ({ ...row, retailMinor: retail === null ? null : BigInt(retail) }))
}

/** The latest waivers, newest first, at most 50 before the given id. Admins only. */
export async function listWaivers(
  { db, actor }: Within<'actor'>,
  before: number | null,
): Promise<ListedWaiver[]> {
  requireAdmin(actor)
  return listed(db, before === null ? sql`true` : sql`w.id < ${before}`, sql`w.id desc`)
}

/** What was taken off an assignment up to a day, the latest date first, at most 50. None where it is not the actor's. */
export async function listWaiversOf(
  { db, actor }: Within<'actor'>,
  assignmentId: number,
  throughOn: CalendarDate,
): Promise<ListedWaiver[]> {
  return listed(
    db,
    sql`w.assignment_id = ${assignmentId} and w.billing_on <= ${throughOn}::date and ${visibleCustomers(actor) ?? sql`true`}`,
    sql`w.billing_on desc, w.id desc`,
  )
}
