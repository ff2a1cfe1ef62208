/** Reads of assignments, scoped to who asks through the customer who pays. */

import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { assignmentQuantities, assignments } from '@/db/schema/assignments'
import { customers, dids } from '@/db/schema/customers'
import { packages } from '@/db/schema/packages'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import type { CalendarDate } from '@/lib/calendar-date'
import { findPage, inOrder, type Position } from '@/lib/listing/read/pages'
import type { AssignmentStatus } from '../status'
import { orderOf, searchOf, withPayer } from './search'

export type AssignmentAsk = {
  search: string
  /** reference, start, end, package or customer; a minus in front for descending. */
  sort: string
  filters: {
    status?: string
    packageId?: number
    /** Everything that this customer pays for, its DIDs' included. */
    customerId?: number
    didId?: number
    /** `customer` or `did`. */
    target?: string
    manager?: string
  }
  today: CalendarDate
} & Position

const columns = {
  id: assignments.id,
  reference: assignments.reference,
  packageId: assignments.packageId,
  package: packages.name,
  isArchived: sql<boolean>`${packages.archivedAt} is not null`,
  payerId: assignments.payerId,
  customer: customers.name,
  currency: customers.currency,
  didId: assignments.didId,
  number: dids.number,
  isDidEnabled: dids.isEnabled,
  quantity: assignments.quantity,
  startOn: assignments.startOn,
  endOn: assignments.endOn,
  billsBeforeOn: assignments.billsBeforeOn,
  revision: assignments.revision,
}

/**
 * One page of assignments, newest first unless sorted, and how many there are (see `ListPage`). Terms and amounts:
 * `describeRows`.
 */
export async function listAssignments({ db, actor }: Within<'actor'>, ask: AssignmentAsk) {
  // Who pays is joined only where it narrows: an admin's list of a million is found by its own indexes.
  const isOfSome = !isAdmin(actor) || ask.filters.manager !== undefined
  const { ids, ...page } = await findPage(
    db,
    {
      from: isOfSome ? sql`${assignments} ${withPayer}` : sql`${assignments}`,
      id: assignments.id,
      visible: visibleCustomers(actor),
      where: filtered(ask),
      search: searchOf(actor, ask.search),
      order: orderOf(ask.sort, isOfSome),
    },
    ask,
  )
  const rows = await db
    .select(columns)
    .from(assignments)
    .innerJoin(packages, eq(packages.id, assignments.packageId))
    .innerJoin(customers, eq(customers.id, assignments.payerId))
    .leftJoin(dids, eq(dids.id, assignments.didId))
    .where(inArray(assignments.id, ids))
  return { rows: inOrder(ids, rows), ...page }
}

/** The rows of a list after an id, in order of id, for an export that reads all of them a piece at a time. */
export async function listAssignmentsAfter(
  { db, actor }: Within<'actor'>,
  ask: AssignmentAsk,
  afterId: number,
  limit: number,
) {
  return db
    .select({
      ...columns,
      packageCode: packages.code,
      accountCode: customers.accountCode,
      autoDecrementCredit: assignments.autoDecrementCredit,
      minutes: assignments.minutes,
      setupWaived: assignments.setupWaived,
      minimumDays: assignments.minimumDays,
    })
    .from(assignments)
    .innerJoin(packages, eq(packages.id, assignments.packageId))
    .innerJoin(customers, eq(customers.id, assignments.payerId))
    .leftJoin(dids, eq(dids.id, assignments.didId))
    .where(
      and(
        visibleCustomers(actor),
        searchOf(actor, ask.search)?.where,
        filtered(ask),
        sql`${assignments.id} > ${afterId}`,
      ),
    )
    .orderBy(asc(assignments.id))
    .limit(limit)
}

export type AssignmentRow = Awaited<ReturnType<typeof listAssignments>>['rows'][number]

/** The condition of a status on `assignments`. */
export function hasStatus(status: AssignmentStatus | string, today: CalendarDate): SQL | undefined {
  const { startOn, endOn, billsBeforeOn } = assignments
  // A part that a move began may end before it: then it never is.
  const isOver = sql`(${endOn} < ${today} or ${endOn} < ${startOn})`
  const isMovedThere = sql`${billsBeforeOn} is not null and ${endOn} = ${billsBeforeOn} - 1`
  switch (status) {
    case 'upcoming':
      return sql`(${startOn} > ${today} and (${endOn} is null or not ${isOver}))`
    case 'active':
      return sql`(${startOn} <= ${today} and (${endOn} is null or (${isMovedThere} and not ${isOver})))`
    case 'ending':
      return sql`(${startOn} <= ${today} and ${endOn} >= ${today} and not (${isMovedThere}))`
    case 'ended':
      return isOver
    case 'open':
      return sql`(${endOn} is null or not ${isOver})`
    default:
      return undefined
  }
}

function filtered({ filters, today }: Pick<AssignmentAsk, 'filters' | 'today'>): SQL | undefined {
  const { packageId, customerId, didId, target, manager } = filters
  return and(
    filters.status ? hasStatus(filters.status, today) : undefined,
    packageId ? eq(assignments.packageId, packageId) : undefined,
    customerId ? eq(assignments.payerId, customerId) : undefined,
    didId ? eq(assignments.didId, didId) : undefined,
    target === 'customer' ? sql`${assignments.didId} is null` : undefined,
    target === 'did' ? sql`${assignments.didId} is not null` : undefined,
    manager ? eq(customers.accountManagerId, manager) : undefined,
  )
}

/** One assignment with its later quantities; null where there is none, or its payer is not the actor's. */
export async function getAssignment({ db, actor }: Within<'actor'>, id: number) {
  if (!Number.isSafeInteger(id)) return null
  const [row] = await db
    .select({
      ...columns,
      customerId: assignments.customerId,
      endedOn: assignments.endedOn,
      autoDecrementCredit: assignments.autoDecrementCredit,
      minutes: assignments.minutes,
      setupWaived: assignments.setupWaived,
      minimumDays: assignments.minimumDays,
      chargeFromOn: assignments.chargeFromOn,
      rootId: assignments.rootId,
      movedFromId: assignments.movedFromId,
      movedOn: assignments.movedOn,
      anchorOn: assignments.anchorOn,
      payersBefore: assignments.payersBefore,
      createdAt: assignments.createdAt,
    })
    .from(assignments)
    .innerJoin(packages, eq(packages.id, assignments.packageId))
    .innerJoin(customers, eq(customers.id, assignments.payerId))
    .leftJoin(dids, eq(dids.id, assignments.didId))
    .where(and(eq(assignments.id, id), visibleCustomers(actor)))
  if (!row) return null
  const quantities = await db
    .select({ effectiveOn: assignmentQuantities.effectiveOn, quantity: assignmentQuantities.quantity })
    .from(assignmentQuantities)
    .where(eq(assignmentQuantities.assignmentId, row.rootId ?? id))
    .orderBy(asc(assignmentQuantities.effectiveOn), asc(assignmentQuantities.number))
  return { ...row, quantities }
}

export type AssignmentDetails = NonNullable<Awaited<ReturnType<typeof getAssignment>>>

/** The ids of a customer's assignments that can still charge something on or after a day, at most `limit`. */
export async function listOpenAssignmentIds(
  { db, actor, today }: Within<'actor' | 'today'>,
  target: { customerId?: number; didId?: number },
  limit = 1000,
): Promise<number[]> {
  const rows = await db
    .select({ id: assignments.id })
    .from(assignments)
    .innerJoin(customers, eq(customers.id, assignments.payerId))
    .where(
      and(
        visibleCustomers(actor),
        target.customerId ? eq(assignments.payerId, target.customerId) : undefined,
        target.didId ? eq(assignments.didId, target.didId) : undefined,
        // An ended one may still have a charge in arrears or a credit to come.
        sql`(${hasStatus('open', today)} or exists (select 1 from assignment_pointers p where p.assignment_id = ${assignments.id} and p.next_due_on is not null))`,
      ),
    )
    .orderBy(asc(assignments.id))
    .limit(limit)
  return rows.map(row => row.id)
}
