import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { packages } from '@/db/schema/packages'
import { notTheirs } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { Customer } from '@/lib/access/read'
import { lockCustomers } from '@/lib/access/write/lock-customers'
import { refuseStale } from '@/lib/audit/write/refuse-stale'
import { startingVersion } from '@/lib/billing/segment'
import type { Terms, TermsVersion } from '@/lib/billing/terms'
import { type CalendarDate, toDay } from '@/lib/calendar-date'
import { termsVersionsOf } from '@/lib/planning/terms'
import { Refusal } from '@/lib/refusal/refusal'

export type Assignment = typeof assignments.$inferSelect

export type LockedAssignment = { assignment: Assignment; payer: Customer }

const notFound = 'This assignment does not exist, or it is not one of yours.'

/** Locks an assignment after the customer who pays for it, so that no run posts for it meanwhile. */
export async function lockAssignment(
  { db: tx, actor }: Within<'actor'>,
  id: number,
): Promise<LockedAssignment> {
  const [seen] = await tx
    .select({ payerId: assignments.payerId, rootId: assignments.rootId })
    .from(assignments)
    .where(eq(assignments.id, id))
  if (!seen) throw notTheirs(actor, notFound)
  if (seen.rootId !== null) await lockParts(tx, seen.rootId)
  const payer = (await lockCustomers({ db: tx, actor }, [seen.payerId], notFound)).get(seen.payerId)
  const [assignment] = await tx.select().from(assignments).where(eq(assignments.id, id)).for('update')
  if (!assignment || !payer) throw notTheirs(actor, notFound)
  if (assignment.payerId !== seen.payerId)
    throw new Refusal('Another user moved this DID at the same moment. Reload the page and try again.')
  return { assignment, payer }
}

/** Locks every payer of a part of a number that was moved, in id order: its ends are one list for all of them. */
async function lockParts(tx: Db, rootId: number): Promise<void> {
  await tx.execute(sql`select 1 from customers where id in (select payer_id from assignments where root_id = ${rootId})
    order by id for no key update`)
}

/** The day from which dates and minimum days count: the start of service, also if another customer began it. */
export function startOfService({
  anchorOn,
  startOn,
}: Pick<Assignment, 'anchorOn' | 'startOn'>): CalendarDate {
  return anchorOn ?? startOn
}

const words = {
  quantity: 'the quantity',
  quantityFrom: 'the day of a quantity',
  endOn: 'the end date',
  autoDecrementCredit: 'auto decrement credit',
  minutes: 'the minutes',
  reference: 'the reference',
  payer: 'who pays',
}

/** Refuses the second of two editors of an assignment; see `refuseStale`. */
export async function refuseStaleAssignment(tx: Db, assignment: Assignment, typed: number): Promise<void> {
  await refuseStale(tx, {
    entity: 'assignment',
    entityId: assignment.id,
    typed,
    current: assignment.revision,
    words,
  })
}

export type SoldPackage = { name: string; currency: string; isArchived: boolean; versions: TermsVersion[] }

/** A package with its versions, for who is given it; `lock` keeps it from being archived meanwhile. */
export async function loadSold(tx: Db, id: number, lock = false): Promise<SoldPackage> {
  const found = tx
    .select({ name: packages.name, currency: packages.currency, archivedAt: packages.archivedAt })
    .from(packages)
    .where(eq(packages.id, id))
  const [sold] = await (lock ? found.for('share') : found)
  const versions = (await termsVersionsOf(tx, [id])).get(id)
  if (!sold || !versions)
    throw Refusal.field('packageId', 'This package does not exist any more: choose another.')
  return { name: sold.name, currency: sold.currency, isArchived: sold.archivedAt !== null, versions }
}

/** The package of an assignment with its versions, and the terms that it started with. */
export async function packageTerms(
  tx: Db,
  packageId: number,
  startOn: string,
): Promise<{ name: string; versions: TermsVersion[]; starting: Terms }> {
  const [row] = await tx.select({ name: packages.name }).from(packages).where(eq(packages.id, packageId))
  const versions = (await termsVersionsOf(tx, [packageId])).get(packageId)
  if (!row || !versions) throw new Error(`package ${packageId} has no terms`)
  return { name: row.name, versions, starting: startingVersion(versions, toDay(startOn)).terms }
}
