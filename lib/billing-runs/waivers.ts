/** Charges that are not to be posted, one period each: taken off with a reason, and put back. The planner skips them by name. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array, dateOf, unnest } from '@/db/unnest'
import { type Actor, requireAdmin } from '../actor'
import { writeAudits } from '../audit/mutations'
import { type AssignmentFacts, type Waiver, waiverKey } from '../billing/line'
import { type Day, toDay } from '../calendar-date'
import { Refusal } from '../refusal'
import type { WaiverInput } from './schema'

type WaiverRow = Waiver & { assignmentId: number; kind: string; periodFrom: Day }

/** Gives the assignments what was taken off them by hand: runs, coming charges, forecasts, notices and quotes know it from here. */
export async function withWaivers<T extends AssignmentFacts>(
  db: Db,
  assignments: readonly T[],
): Promise<T[]> {
  if (assignments.length === 0) return []
  const rows = await rowsOf<WaiverRow>(
    db,
    sql`select id::float8 as id, assignment_id::float8 as "assignmentId", kind, (period_from - date '1970-01-01') as "periodFrom",
      outcome, reason from charge_waivers where assignment_id = any(${array(
        'bigint',
        assignments.map(a => a.id),
      )})`,
  )
  if (rows.length === 0) return [...assignments]
  const found = new Map<number, Map<string, Waiver>>()
  for (const { assignmentId, kind, periodFrom, ...waiver } of rows) {
    const own = found.get(assignmentId) ?? new Map<string, Waiver>()
    found.set(assignmentId, own.set(waiverKey(kind, periodFrom), waiver))
  }
  return assignments.map(a => {
    const waived = found.get(a.id)
    return waived ? { ...a, waived } : a
  })
}

type Owner = { assignmentId: number; reference: string; payerId: number }

/** Locks the payers of the assignments, in id order as every writer does, so that no run plans them meanwhile. */
async function lockOwners(tx: Db, assignmentIds: readonly number[]): Promise<Map<number, Owner>> {
  const ids = array('bigint', [...new Set(assignmentIds)])
  await tx.execute(sql`select 1 from customers where id in (select payer_id from assignments where id = any(${ids}))
    order by id for no key update`)
  const owners = await rowsOf<Owner>(
    tx,
    sql`select id::float8 as "assignmentId", reference, payer_id::float8 as "payerId" from assignments where id = any(${ids})`,
  )
  return new Map(owners.map(owner => [owner.assignmentId, owner]))
}

/**
 * Takes charges off, for good or because they were billed elsewhere, admins only. One that is taken off already stays as it is.
 * Throws a Refusal, and saves nothing, where one of them was charged meanwhile. Answers how many were new.
 */
export async function waiveCharges(db: Db, actor: Actor, input: WaiverInput): Promise<number> {
  requireAdmin(actor)
  return db.transaction(tx => waiveWithin(tx, actor, input))
}

/** As `waiveCharges`, inside a transaction of the caller. */
export async function waiveWithin(tx: Db, actor: Actor, input: WaiverInput): Promise<number> {
  const { lines, outcome, reason } = input
  const owners = await lockOwners(
    tx,
    lines.map(l => l.assignmentId),
  )
  if (lines.some(l => !owners.has(l.assignmentId))) throw new Refusal('This assignment is not here any more.')
  const keys = unnest(
    ['bigint', lines.map(l => l.assignmentId)],
    ['text', lines.map(l => l.kind)],
    ['int', lines.map(l => toDay(l.periodFrom))],
    ['int', lines.map(l => toDay(l.billingOn))],
  )
  const charged = await rowsOf<{ runId: number }>(
    tx,
    sql`select c.run_id::float8 as "runId" from ${keys} as k(assignment_id, kind, period_from, billing_on)
      join charges c on c.period_from = ${dateOf(sql`k.period_from`)} and c.assignment_id = k.assignment_id and c.kind = k.kind
        and c.kind <> 'reversal' and not exists (select 1 from charges r where r.reverses_id = c.id) limit 1`,
  )
  if (charged[0]) {
    throw new Refusal(
      `Run #${charged[0].runId} charged ${lines.length === 1 ? 'it' : 'one of them'} meanwhile. Undo the charge instead.`,
    )
  }
  const written = await rowsOf<WaiverRow & { periodFromOn: string }>(
    tx,
    sql`insert into charge_waivers (assignment_id, kind, period_from, billing_on, outcome, reason, created_by)
      select k.assignment_id, k.kind, ${dateOf(sql`k.period_from`)}, ${dateOf(sql`k.billing_on`)}, ${outcome}, ${reason}, ${actor.id}
      from ${keys} as k(assignment_id, kind, period_from, billing_on)
      on conflict on constraint charge_waivers_once do nothing
      returning assignment_id::float8 as "assignmentId", kind, period_from::text as "periodFromOn"`,
  )
  await writeAudits(
    tx,
    actor,
    written.map(row => ({
      action: outcome === 'waived' ? 'charge.waived' : 'charge.marked_billed',
      entity: 'assignment',
      entityId: row.assignmentId,
      label: owners.get(row.assignmentId)?.reference ?? '',
      before: null,
      after: { kind: row.kind, periodFrom: row.periodFromOn },
      reason,
    })),
  )
  return written.length
}

/** Takes a waiver back, admins only: the next run charges the period. Answers false where there is none any more. */
export async function unwaiveCharge(db: Db, actor: Actor, waiverId: number): Promise<boolean> {
  requireAdmin(actor)
  return db.transaction(async tx => {
    const [seen] = await rowsOf<{ assignmentId: number }>(
      tx,
      sql`select assignment_id::float8 as "assignmentId" from charge_waivers where id = ${waiverId}`,
    )
    if (!seen) return false
    const owners = await lockOwners(tx, [seen.assignmentId])
    const [gone] = await rowsOf<{ kind: string; periodFrom: string; billingOn: string; outcome: string }>(
      tx,
      sql`delete from charge_waivers where id = ${waiverId}
        returning kind, period_from::text as "periodFrom", billing_on::text as "billingOn", outcome`,
    )
    if (!gone) return false
    await tx.execute(sql`update assignment_pointers set next_due_on = least(next_due_on, ${gone.billingOn}::date)
      where assignment_id = ${seen.assignmentId}`)
    await writeAudits(tx, actor, [
      {
        action: 'charge.waiver_taken_back',
        entity: 'assignment',
        entityId: seen.assignmentId,
        label: owners.get(seen.assignmentId)?.reference ?? '',
        before: { kind: gone.kind, periodFrom: gone.periodFrom, outcome: gone.outcome },
        after: null,
      },
    ])
    return true
  })
}

export type ListedWaiver = {
  id: number
  assignmentId: number
  reference: string
  customerId: number
  customer: string
  package: string
  kind: string
  periodFrom: string
  billingOn: string
  outcome: 'waived' | 'marked_billed'
  reason: string
  by: string | null
}

/** The latest waivers, newest first, at most 50 before the given id. Admins only. */
export async function listWaivers(db: Db, actor: Actor, before: number | null): Promise<ListedWaiver[]> {
  requireAdmin(actor)
  return rowsOf<ListedWaiver>(
    db,
    sql`select w.id::float8 as id, w.assignment_id::float8 as "assignmentId", a.reference, c.id::float8 as "customerId",
      c.name as customer, p.name as package, w.kind, w.period_from::text as "periodFrom", w.billing_on::text as "billingOn",
      w.outcome, w.reason, u.name as by
      from charge_waivers w join assignments a on a.id = w.assignment_id join customers c on c.id = a.payer_id
      join packages p on p.id = a.package_id left join users u on u.id = w.created_by
      where ${before === null ? sql`true` : sql`w.id < ${before}`} order by w.id desc limit 50`,
  )
}
