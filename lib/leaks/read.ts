/**
 * The leak check: what the planner says should have been charged in a past range, against what was. A slice of customers at a
 * time, so that it can be watched and stopped; it only reads.
 */

import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array } from '@/db/unnest'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { linesOf } from '@/lib/billing/charge'
import type { Line } from '@/lib/billing/line'
import { type Charged, chargeKey } from '@/lib/billing/plan'
import { mostForeseenLines, TooManyLines } from '@/lib/billing-runs/limits'
import { type CalendarDate, type Day, formatDay, toDay } from '@/lib/calendar-date'
import { withLedger } from '@/lib/planning/ledger'
import { loadAssignments, loadCustomers, type RunAssignment } from '@/lib/planning/load'
import { withSpend } from '@/lib/planning/spend'
import { everyVersionOf } from '@/lib/planning/terms'
import { withWaivers } from '@/lib/planning/waivers'
import { type Checked, doubledOf, type Leak, type LiveCharge, missingOf, wrongOf } from './rules'

export type LeakAsk = {
  from: CalendarDate
  to: CalendarDate
  /** The last customer of the slice before; 0 at the beginning. */
  after: number
  /** Lines of the slices before. */
  lines?: number
  /** Assignments a slice, about: a customer is never divided. */
  size?: number
}

/** A finding with the words a person needs; dates as text, amounts in minor units. */
export type NamedLeak = Omit<Leak, 'billingOn' | 'periodFrom' | 'periodTo'> & {
  billingOn: CalendarDate
  periodFrom: CalendarDate
  periodTo: CalendarDate
  reference: string
  customerId: number
  customer: string
  accountCode: string
  package: string
  number: string | null
  currency: string
}

export type LeakSlice = {
  leaks: NamedLeak[]
  /** Where the next slice goes on; null after the last. */
  next: number | null
  assignmentCount: number
  /** Lines that are due in the range by the planner, of this slice and those before. */
  lineCount: number
  /** Assignments that could not be planned. */
  failedCount: number
}

/** How many assignments a check of the range looks at. */
export async function countChecked({ db, actor }: Within<'actor'>, to: CalendarDate): Promise<number> {
  requireAdmin(actor)
  const [row] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count from assignments where start_on <= ${to}::date`,
  )
  return row?.count ?? 0
}

/** Assignments that are looked at in one go: over a year about 120, so that nobody waits longer for it than for a page. */
function sliceOf(from: Day, to: Day): number {
  return Math.max(20, Math.min(500, Math.round((120 * 365) / (to - from + 1))))
}

/** Checks the next slice of customers. For admins. Throws TooManyLines if the check comes to more lines than it may. */
export async function checkLeaks({ db, actor }: Within<'actor'>, ask: LeakAsk): Promise<LeakSlice> {
  requireAdmin(actor)
  const [from, to, before] = [toDay(ask.from), toDay(ask.to), ask.lines ?? 0]
  const payers = await rowsOf<{ payerId: number; count: number }>(
    db,
    sql`select payer_id::float8 as "payerId", count(*)::int as count from assignments
      where payer_id > ${ask.after} and start_on <= ${ask.to}::date group by payer_id order by payer_id limit 500`,
  )
  const payerIds: number[] = []
  let wanted = ask.size ?? sliceOf(from, to)
  for (const { payerId, count } of payers) {
    if (wanted <= 0) break
    payerIds.push(payerId)
    wanted -= count
  }
  const last = payerIds.at(-1)
  if (last === undefined)
    return { leaks: [], next: null, assignmentCount: 0, lineCount: before, failedCount: 0 }
  const slice = await loadChecked(db, payerIds, from, to)
  const { checked } = slice
  const lineCount = before + countLines(checked, { from, to, most: mostForeseenLines - before })
  const found = await leaksOf(db, slice, from, to)
  const isLast = payers.length < 500 && payerIds.length === payers.length
  return {
    leaks: await named(db, found.leaks),
    next: isLast ? null : last,
    assignmentCount: checked.length,
    lineCount,
    failedCount: found.failedCount,
  }
}

async function loadChecked(db: Db, payerIds: readonly number[], from: Day, to: Day): Promise<Slice> {
  const rows = await rowsOf<{ id: number; nextDue: Day | null }>(
    db,
    sql`select a.id::float8 as id, (p.next_due_on - date '1970-01-01') as "nextDue"
      from assignments a join assignment_pointers p on p.assignment_id = a.id
      where a.payer_id = any(${array('bigint', payerIds)}) and a.start_on <= date '1970-01-01' + ${to}::int`,
  )
  const nextDue = new Map(rows.map(row => [row.id, row.nextDue]))
  const termsOf = (ids: readonly number[]) => everyVersionOf(db, ids)
  const customers = new Map((await loadCustomers(db, payerIds, false)).map(c => [c.id, c.currency]))
  const loaded = await loadAssignments(
    db,
    { ids: [...nextDue.keys()] },
    id => customers.get(id) ?? '',
    termsOf,
  )
  const asOfRange = loaded.map((a): RunAssignment => ({ ...a, dueFrom: from }))
  const { assignments, charged } = await withLedger(db, await withWaivers(db, asOfRange), true)
  const ready = await withSpend(db, assignments, to, termsOf)
  return {
    charged,
    checked: ready.map(assignment => ({ assignment, nextDue: nextDue.get(assignment.id) ?? null })),
  }
}

/** How many lines are due in a range. Throws TooManyLines past the most. */
function countLines(
  checked: readonly Checked[],
  { from, to, most }: { from: Day; to: Day; most: number },
): number {
  let count = 0
  for (const { assignment } of checked) {
    try {
      count += linesOf(assignment, from, to).length
    } catch {
      continue // counted as failed where it is compared
    }
    if (count > most) throw new TooManyLines()
  }
  return count
}

/** Some customers' assignments, and what is charged of them. */
type Slice = { checked: Checked[]; charged: ReadonlyMap<string, Charged> }

async function leaksOf(db: Db, { checked, charged }: Slice, from: Day, to: Day) {
  const assignments = checked.map(({ assignment }) => assignment)
  const charges = await loadLive(db, assignments, from, to)
  const live = new Map(charges.map(c => [chargeKey(c.assignmentId, c.kind, c.opensOn, c.settlement), c]))
  const byOwner = new Map<number, LiveCharge[]>()
  for (const charge of charges) {
    const own = byOwner.get(charge.assignmentId)
    if (own) own.push(charge)
    else byOwner.set(charge.assignmentId, [charge])
  }
  let failedCount = 0
  const leaks = checked.flatMap(one => {
    let expected: Line[] = []
    try {
      expected = linesOf(one.assignment, from, to, one.assignment.spendIn)
    } catch {
      failedCount += 1
    }
    return [...missingOf(one, expected, charged, live), ...wrongOf(one, byOwner.get(one.assignment.id) ?? [])]
  })
  return { leaks: [...leaks, ...doubledOf(checked, charges)], failedCount }
}

/** What was charged in the range; and credits given since, which may give back what was. */
async function loadLive(
  db: Db,
  assignments: readonly RunAssignment[],
  from: Day,
  to: Day,
): Promise<LiveCharge[]> {
  const payers = array('bigint', [...new Set(assignments.map(a => a.payerId))])
  const rows = await rowsOf<Omit<LiveCharge, 'retailMinor'> & { retail: string }>(
    db,
    sql`select c.id::float8 as id, c.assignment_id::float8 as "assignmentId", c.kind, (c.billing_on - date '1970-01-01') as "billingOn",
      (c.period_from - date '1970-01-01') as "periodFrom", (c.period_to - date '1970-01-01') as "periodTo",
      (c.opens_on - date '1970-01-01') as "opensOn", c.settlement, c.retail_minor::text as retail
      from charges c where c.customer_id = any(${payers}) and c.kind <> 'reversal'
        and c.billing_on >= date '1970-01-01' + ${from}::int
        and (c.billing_on <= date '1970-01-01' + ${to}::int or c.settlement > 0)
        and not exists (select 1 from charges r where r.reverses_id = c.id) order by c.id`,
  )
  return rows.map(({ retail, ...row }) => ({ ...row, retailMinor: BigInt(retail) }))
}

type Names = Pick<
  NamedLeak,
  'assignmentId' | 'reference' | 'customerId' | 'customer' | 'accountCode' | 'package' | 'number' | 'currency'
>

async function named(db: Db, leaks: readonly Leak[]): Promise<NamedLeak[]> {
  if (leaks.length === 0) return []
  const ids = array('bigint', [...new Set(leaks.map(l => l.assignmentId))])
  const rows = await rowsOf<Names>(
    db,
    sql`select a.id::float8 as "assignmentId", a.reference, c.id::float8 as "customerId", c.name as customer,
      c.account_code as "accountCode", p.name as package, d.number, c.currency
      from assignments a join customers c on c.id = a.payer_id join packages p on p.id = a.package_id
      left join dids d on d.id = a.did_id where a.id = any(${ids})`,
  )
  const names = new Map(rows.map(row => [row.assignmentId, row]))
  return leaks.flatMap(leak => {
    const name = names.get(leak.assignmentId)
    if (!name) return []
    const { billingOn, periodFrom, periodTo } = leak
    return {
      ...leak,
      ...name,
      billingOn: formatDay(billingOn),
      periodFrom: formatDay(periodFrom),
      periodTo: formatDay(periodTo),
    }
  })
}
