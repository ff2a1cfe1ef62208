/** Charges that are not to be posted, one period each: taken off with a reason, and put back. The planner skips them by name. */

import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { dateOf, unnest } from '@/db/unnest'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { type AuditEntry, writeAudits } from '@/lib/audit/write/audit'
import type { Waiver } from '@/lib/billing/line'
import { chargeKey } from '@/lib/billing/plan'
import { type Day, toDay } from '@/lib/calendar-date'
import { openedFrom } from '@/lib/planning/pointers'
import { Refusal } from '@/lib/refusal/refusal'
import type { PlannedKey, WaiverInput } from '../schema'

type Owner = { assignmentId: number; reference: string; payerId: number; currency: string }

/** Locks the payers of the assignments, in id order as every writer does, so that no run plans them meanwhile. */
export async function lockOwners(tx: Db, assignmentIds: readonly number[]): Promise<Map<number, Owner>> {
  // As a set: a list for `= any` would be gone through for every assignment.
  const ids = sql`(select w.id from ${unnest(['bigint', [...new Set(assignmentIds)]])} as w(id))`
  await tx.execute(sql`select 1 from customers where id in (select payer_id from assignments where id in ${ids})
    order by id for no key update`)
  const owners = await rowsOf<Owner>(
    tx,
    sql`select a.id::float8 as "assignmentId", a.reference, a.payer_id::float8 as "payerId", c.currency
      from assignments a join customers c on c.id = a.payer_id where a.id in ${ids}`,
  )
  return new Map(owners.map(owner => [owner.assignmentId, owner]))
}

const keysOf = (lines: readonly PlannedKey[]) =>
  [
    ['bigint', lines.map(l => l.assignmentId)],
    ['text', lines.map(l => l.kind)],
    ['int', lines.map(l => toDay(l.periodFrom))],
  ] as const

/** Throws a Refusal that names the run where one of the lines was charged, and not undone. */
export async function refuseCharged(
  { db: tx, actor }: Within<'actor'>,
  lines: readonly PlannedKey[],
): Promise<void> {
  const charged = await rowsOf<{ runId: number; count: number }>(
    tx,
    sql`select c.run_id::float8 as "runId", count(*)::int as count
      from ${unnest(...keysOf(lines))} as k(assignment_id, kind, period_from)
      join charges c on c.period_from = ${dateOf(sql`k.period_from`)} and c.assignment_id = k.assignment_id and c.kind = k.kind
        and c.kind <> 'reversal' and not exists (select 1 from charges r where r.reverses_id = c.id)
      group by c.run_id order by c.run_id desc`,
  )
  if (!charged[0]) return
  const what = lines.length === 1 ? 'it' : `${charged[0].count} of them`
  const then = isAdmin(actor) ? 'Undo the charge instead.' : 'Ask an admin to undo the charge.'
  throw new Refusal(`Run #${charged[0].runId} charged ${what} meanwhile. ${then}`)
}

/** A charge to be taken off, and what it would come to; null where that is not known. */
export type TakenOff = PlannedKey & { retailMinor: bigint | null }

const auditsAtOnce = 2_000

/**
 * Takes charges off inside a transaction of the caller, who has judged the actor. One that is taken off already stays as it is.
 * Throws a Refusal where one of them was charged meanwhile. Answers how many were new.
 */
export async function waiveWithin(
  { db: tx, actor }: Within<'actor'>,
  { lines, outcome, reason }: Pick<WaiverInput, 'outcome' | 'reason'> & { lines: readonly TakenOff[] },
): Promise<number> {
  const owners = await lockOwners(
    tx,
    lines.map(l => l.assignmentId),
  )
  if (lines.some(l => !owners.has(l.assignmentId)))
    throw new Refusal('This assignment does not exist any more.')
  await refuseCharged({ db: tx, actor }, lines)
  const written = await rowsOf<{ assignmentId: number; kind: string; periodFrom: Day }>(
    tx,
    sql`insert into charge_waivers (assignment_id, kind, period_from, billing_on, outcome, reason, retail_minor, created_by)
      select k.assignment_id, k.kind, ${dateOf(sql`k.period_from`)}, ${dateOf(sql`k.billing_on`)}, ${outcome}, ${reason}, k.retail_minor, ${actor.id}
      from ${unnest(
        ...keysOf(lines),
        ['int', lines.map(l => toDay(l.billingOn))],
        ['bigint', lines.map(l => l.retailMinor)],
      )} as k(assignment_id, kind, period_from, billing_on, retail_minor)
      on conflict on constraint charge_waivers_once do nothing
      returning assignment_id::float8 as "assignmentId", kind, (period_from - date '1970-01-01') as "periodFrom"`,
  )
  const byKey = new Map(
    lines.map(line => [chargeKey(line.assignmentId, line.kind, toDay(line.periodFrom)), line]),
  )
  const entries = written.flatMap(({ assignmentId, kind, periodFrom }) => {
    const line = byKey.get(chargeKey(assignmentId, kind, periodFrom))
    const owner = owners.get(assignmentId)
    return line && owner ? [takenOffAudit(line, owner, outcome, reason)] : []
  })
  for (let i = 0; i < entries.length; i += auditsAtOnce) {
    await writeAudits({ db: tx, actor }, entries.slice(i, i + auditsAtOnce))
  }
  return written.length
}

function takenOffAudit(line: TakenOff, owner: Owner, outcome: Waiver['outcome'], reason: string): AuditEntry {
  const { kind, periodFrom, retailMinor } = line
  const amount = retailMinor === null ? {} : { retailMinor: String(retailMinor), currency: owner.currency }
  return {
    action: outcome === 'waived' ? 'charge.waived' : 'charge.marked_billed',
    entity: 'assignment',
    entityId: line.assignmentId,
    label: owner.reference,
    before: null,
    after: { kind, periodFrom, ...amount },
    reason,
  }
}

type TakenBack = {
  assignmentId: number
  kind: string
  periodFrom: string
  billingOn: string
  outcome: Waiver['outcome']
}

/**
 * Takes a waiver back: the next run through its date charges the period. `may` judges the actor on the locked row and throws a
 * Refusal. Answers false where there is no such waiver any more.
 */
export async function takeBackWaiver(
  { db, actor }: Within<'actor'>,
  waiverId: number,
  may: (waiver: TakenBack, tx: Db) => Promise<void> | void,
): Promise<boolean> {
  return db.transaction(async tx => {
    const read = sql`assignment_id::float8 as "assignmentId", kind, period_from::text as "periodFrom",
      billing_on::text as "billingOn", outcome`
    const [seen] = await rowsOf<TakenBack>(tx, sql`select ${read} from charge_waivers where id = ${waiverId}`)
    if (!seen) return false
    await may(seen, tx)
    const owners = await lockOwners(tx, [seen.assignmentId])
    const [gone] = await rowsOf<TakenBack>(
      tx,
      sql`delete from charge_waivers where id = ${waiverId} returning ${read}`,
    )
    if (!gone) return false
    await tx.execute(sql`update assignment_pointers p set ${openedFrom(sql`${gone.periodFrom}::date`)}
      where p.assignment_id = ${seen.assignmentId}`)
    await writeAudits({ db: tx, actor }, [
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
