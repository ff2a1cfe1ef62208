/** Which charges are to be announced: the planner's own answer for the days ahead, less what was announced already. */

import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array } from '@/db/unnest'
import type { Within } from '@/lib/access/context'
import { type CalendarDate, formatDay, toDay } from '@/lib/calendar-date'
import type { PayerLine } from '@/lib/planning/batch'
import { planBatch } from '@/lib/planning/batch'
import type { AnnouncedLine } from '../letter'

export type Announcement = {
  customer: { id: number; name: string; accountCode: string; currency: string; email: string }
  lines: AnnouncedLine[]
}

export type NoticeRange = {
  today: CalendarDate
  /** How many days ahead, where a package says nothing else. */
  days: number
}

/** How many days ahead a package's charges are announced; 0 for never. */
const noticeDays = ({ days }: NoticeRange) => sql`coalesce(k.notice_days, ${days}::int)`

/** The next customers, by id, with an e-mail address and something that may be due. */
export async function payersAhead(
  db: Db,
  range: NoticeRange,
  after: number,
  limit: number,
): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(
    db,
    sql`select distinct c.id::float8 as id from assignment_pointers p join customers c on c.id = p.payer_id and c.email is not null
      join assignments a on a.id = p.assignment_id join packages k on k.id = a.package_id
      where p.next_due_on <= ${range.today}::date + (select greatest(${range.days}::int, max(notice_days)) from packages)
        and p.next_due_on <= ${range.today}::date + ${noticeDays(range)} and ${noticeDays(range)} > 0
        and c.id > ${after} order by 1 limit ${limit}`,
  )
  return rows.map(row => row.id)
}

/** What is to be announced to these customers now: charges dated after today that were not announced before. */
export async function announcementsFor(
  db: Db,
  payerIds: readonly number[],
  range: NoticeRange,
): Promise<Announcement[]> {
  const today = toDay(range.today)
  const daysOf = await packageDays(db, range)
  const most = Math.max(range.days, ...daysOf.values())
  const plan = await planBatch(db, payerIds, today + most, { lock: false, lookUpAll: false })
  const coming = plan.lines.filter(({ planned, assignment }) => {
    const { line, outcome } = planned
    const isComing = outcome === 'planned' || line.skip === 'funds_short'
    const last = today + (daysOf.get(assignment.packageId) ?? range.days)
    return isComing && line.billingOn > today && line.billingOn <= last && line.retailMinor > 0n
  })
  if (coming.length === 0) return []
  const ids = [...new Set(coming.map(line => line.assignment.id))]
  const names = await rowsOf<{ id: number; what: string }>(
    db,
    sql`select a.id::float8 as id, p.name || coalesce(' · ' || d.number, '') as what from assignments a
      join packages p on p.id = a.package_id left join dids d on d.id = a.did_id where a.id = any(${array('bigint', ids)})`,
  )
  const told = await toldOf({ db, today: range.today }, ids)
  const customers = await rowsOf<Announcement['customer']>(
    db,
    sql`select id::float8 as id, name, account_code as "accountCode", currency, email from customers
      where id = any(${array('bigint', payerIds)}) and email is not null order by id`,
  )
  const lines = linesOf(coming, new Map(names.map(row => [row.id, row.what])))
  return customers.flatMap(customer => {
    const own = [...lines.values()].filter(
      line =>
        line.payerId === customer.id && !told.has(`${customer.id}:${line.assignmentId}:${line.billingOn}`),
    )
    return own.length === 0 ? [] : [{ customer, lines: own.map(({ payerId: _, ...line }) => line) }]
  })
}

/**
 * What was announced, as `customer:assignment:date`: each date once to each customer who pays. A number that was moved away and came
 * back has another assignment, and its customer was told already.
 */
async function toldOf({ db, today }: Within<'today'>, ids: readonly number[]): Promise<Set<string>> {
  const rows = await rowsOf<{ key: string }>(
    db,
    sql`select n.customer_id || ':' || a.id || ':' || l.billing_on as key from assignments a
      join lateral (select a.id union select p.id from assignments p where p.root_id = a.root_id) part on true
      join notice_lines l on l.assignment_id = part.id and l.billing_on > ${today}::date
      join notices n on n.id = l.notice_id
      where a.id = any(${array('bigint', ids)})`,
  )
  return new Set(rows.map(row => row.key))
}

/** The packages that are announced earlier or later than the settings say, or never. */
async function packageDays(db: Db, range: NoticeRange): Promise<Map<number, number>> {
  const rows = await rowsOf<{ id: number; days: number }>(
    db,
    sql`select k.id::float8 as id, ${noticeDays(range)}::int as days from packages k where k.notice_days is not null`,
  )
  return new Map(rows.map(row => [row.id, row.days]))
}

type Owned = AnnouncedLine & { payerId: number }

/** One line for each assignment and date: set-up and the first period come together. */
function linesOf(coming: readonly PayerLine[], names: ReadonlyMap<number, string>): Map<string, Owned> {
  const lines = new Map<string, Owned>()
  for (const { planned, assignment, customer } of coming) {
    const { line } = planned
    const billingOn = formatDay(line.billingOn)
    const key = `${assignment.id}:${billingOn}`
    const before = lines.get(key)
    lines.set(key, {
      payerId: customer.id,
      assignmentId: assignment.id,
      billingOn,
      what: names.get(assignment.id) ?? '',
      retailMinor: (before?.retailMinor ?? 0n) + line.retailMinor,
      isAtMost: (before?.isAtMost ?? false) || line.kind === 'minimum_spend',
    })
  }
  return lines
}
