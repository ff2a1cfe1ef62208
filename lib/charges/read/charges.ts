/** The charges of a customer, a page at a time; also of one of its assignments or DIDs. */

import { and, asc, desc, eq, ilike, inArray, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { assignments } from '@/db/schema/assignments'
import { charges } from '@/db/schema/billing'
import { customers, dids } from '@/db/schema/customers'
import { packages } from '@/db/schema/packages'
import type { Actor } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import { chargeKinds } from '@/lib/billing/terms'
import { parseDay } from '@/lib/calendar-date'
import { likePattern, pageSize } from '@/lib/listing/paging'

export type ChargeAsk = {
  /** Who paid; more than one where a DID was moved. Without it `didId` says, through the assignments of that number. */
  customerIds?: number[]
  assignmentId?: number
  didId?: number
  search?: string
  kind?: string | null
  /** Cursors: `2026-03-01_42`, the billing date and the id of the last or the first row seen. */
  after?: string | null
  before?: string | null
}

const mirror = alias(charges, 'mirror')

/** One page of charges, the latest billing date first. Cost is not read for who may not see it, nor are lines of cost alone. */
export async function listCharges({ db, actor }: Within<'actor'>, ask: ChargeAsk) {
  const backwards = Boolean(ask.before)
  const way = backwards ? asc : desc
  const found = await db
    .select({
      id: charges.id,
      runId: charges.runId,
      kind: charges.kind,
      billingOn: charges.billingOn,
      periodFrom: charges.periodFrom,
      periodTo: charges.periodTo,
      quantity: charges.quantity,
      retailMinor: charges.retailMinor,
      costMinor: actor.canSeeCost ? charges.costMinor : sql<bigint | null>`null`,
      currency: charges.currency,
      explanation: charges.explanation,
      isDebited: charges.isDebited,
      isUndone: sql<boolean>`${mirror.id} is not null`,
      package: packages.name,
      assignmentId: charges.assignmentId,
      reference: assignments.reference,
      number: dids.number,
    })
    .from(charges)
    .innerJoin(customers, eq(customers.id, charges.customerId))
    .innerJoin(packages, eq(packages.id, charges.packageId))
    .innerJoin(assignments, eq(assignments.id, charges.assignmentId))
    .leftJoin(dids, eq(dids.id, charges.didId))
    .leftJoin(mirror, eq(mirror.reversesId, charges.id))
    .where(and(visibleCustomers(actor), ...conditionsOf(actor, ask)))
    .orderBy(way(charges.billingOn), way(charges.id))
    .limit(pageSize + 1)
  const hasMore = found.length > pageSize
  const rows = found.slice(0, pageSize)
  if (backwards) rows.reverse()
  const first = rows[0]
  const last = rows.at(-1)
  return {
    rows,
    previous: (backwards ? hasMore : ask.after) && first ? cursorOf(first) : null,
    next: (backwards || hasMore) && last ? cursorOf(last) : null,
  }
}

export type ChargeRow = Awaited<ReturnType<typeof listCharges>>['rows'][number]

const cursorOf = (row: { billingOn: string; id: number }) => `${row.billingOn}_${row.id}`

function readCursor(text: string | null | undefined): { billingOn: string; id: number } | null {
  const [billingOn = '', id = ''] = (text ?? '').split('_')
  return parseDay(billingOn) !== null && /^\d{1,15}$/.test(id) ? { billingOn, id: Number(id) } : null
}

/** The ledger is indexed by customer: whoever paid for the number, before it was moved too, narrows it. */
function ofDid(didId: number): SQL {
  return sql`${charges.didId} = ${didId} and ${charges.customerId} in (
    select a.payer_id from assignments a where a.did_id = ${didId}
    union select (l.before ->> 'payerId')::bigint from audit_log l join assignments a on l.entity_id = a.id::text
      where a.did_id = ${didId} and l.entity = 'assignment' and l.action = 'assignment.moved')`
}

function conditionsOf(actor: Actor, ask: ChargeAsk): (SQL | undefined)[] {
  const kind = chargeKinds.find(known => known === ask.kind)
  const pattern = likePattern(ask.search ?? '')
  const after = readCursor(ask.after)
  const before = readCursor(ask.before)
  const place = sql`(${charges.billingOn}, ${charges.id})`
  return [
    ask.customerIds ? inArray(charges.customerId, ask.customerIds) : undefined,
    ask.assignmentId ? eq(charges.assignmentId, ask.assignmentId) : undefined,
    ask.didId ? ofDid(ask.didId) : undefined,
    actor.canSeeCost ? undefined : sql`${charges.retailMinor} <> 0`,
    kind ? eq(charges.kind, kind) : undefined,
    ask.search?.trim()
      ? or(
          ilike(packages.name, pattern),
          ilike(assignments.reference, pattern),
          ilike(dids.number, pattern),
          ilike(charges.explanation, pattern),
        )
      : undefined,
    after ? sql`${place} < (${after.billingOn}::date, ${after.id}::bigint)` : undefined,
    before && !after ? sql`${place} > (${before.billingOn}::date, ${before.id}::bigint)` : undefined,
  ]
}
