/**
 * A customer's statement: opening balance, every line posted in a range, closing balance. A line has its billing date as well; by the
 * day of posting a range that is past never changes. Lines that cost the customer nothing are left out.
 */

import { and, eq, sql } from 'drizzle-orm'
import { rowsOf } from '@/db/client'
import { customers } from '@/db/schema/customers'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import { type CalendarDate, firstDate } from '@/lib/calendar-date'

export type StatementLine = {
  /** The day on which the line was posted: statements go by it. */
  postedOn: CalendarDate
  /** The billing date of a charge and of its mirror entry, the date of a payment. */
  on: CalendarDate
  what: string
  detail: string
  /** The days that a charge pays for; null for other lines, and for charges that pay for no range. */
  periodFrom: CalendarDate | null
  periodTo: CalendarDate | null
  amountMinor: bigint
  /** The balance after the line; null for one that waits for an invoice and moves no balance. */
  balanceMinor: bigint | null
}

type StatementCustomer = {
  id: number
  name: string
  accountCode: string
  currency: string
  email: string | null
}

export type Statement = {
  customer: StatementCustomer
  from: CalendarDate
  to: CalendarDate
  openingMinor: bigint
  lines: StatementLine[]
  closingMinor: bigint
  /** Charges recorded for invoicing, which move no balance. */
  toInvoice: StatementLine[]
  toInvoiceMinor: bigint
  /** True where there are more lines than are read. */
  isCut: boolean
}

/** More lines are not read into one page or file: a smaller range shows them. */
const mostLines = 20_000

/** On the embedded database so many are read in one go: more would keep others waiting. */
const pieceSize = 2_000

type Row = {
  id: number
  postedOn: string
  on: string
  kind: string
  detail: string
  package: string | null
  number: string | null
  periodFrom: string | null
  periodTo: string | null
  amount: string
}

const kindNames: Record<string, string> = {
  setup: 'Set-up',
  one_time: 'One-time',
  minimum_spend: 'Minimum spend',
  credit: 'Credit',
  reversal: 'Reversal',
  payment: 'Payment',
  payment_cancelled: 'Payment cancelled',
  adjustment: 'Adjustment',
}

/** `Set-up: SIP Trunk · +31201234567`; either part may be missing. */
function whatOf(row: Row): string {
  const name = kindNames[row.kind]
  const thing = [row.package, row.number].filter(Boolean).join(' · ')
  if (thing === '') return name ?? row.kind
  return name === undefined ? thing : `${name}: ${thing}`
}

function toLine(row: Row, balanceMinor: bigint | null): StatementLine {
  const hasPeriod = row.periodFrom !== null && row.periodTo !== null && row.periodTo > row.periodFrom
  return {
    postedOn: row.postedOn,
    on: row.on,
    what: whatOf(row),
    detail: row.detail,
    periodFrom: hasPeriod ? row.periodFrom : null,
    periodTo: hasPeriod ? row.periodTo : null,
    amountMinor: BigInt(row.amount),
    balanceMinor,
  }
}

type Place = { postedOn: string; id: number }

/** Rows in order of posting day and id, a piece at a time, each behind the last row of the one before; one more than a statement may have. */
async function inPieces(read: (after: Place, limit: number) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = []
  let after: Place = { postedOn: firstDate, id: 0 }
  while (rows.length <= mostLines) {
    const limit = Math.min(pieceSize, mostLines + 1 - rows.length)
    const piece = await read(after, limit)
    rows.push(...piece)
    const last = piece.at(-1)
    if (last === undefined || piece.length < limit) break
    after = last
  }
  return rows
}

/** The statement of a customer over what was posted in `[from, to]`; null if there is none, or it is not the actor's. */
export async function getStatement(
  { db, actor }: Within<'actor'>,
  ask: { customerId: number; from: CalendarDate; to: CalendarDate },
): Promise<Statement | null> {
  const { customerId, from, to } = ask
  if (!Number.isSafeInteger(customerId)) return null
  const { id, name, accountCode, currency, email } = customers
  const [customer] = await db
    .select({ id, name, accountCode, currency, email })
    .from(customers)
    .where(and(eq(customers.id, customerId), visibleCustomers(actor)))
  if (!customer) return null
  const [opening] = await rowsOf<{ sum: string }>(
    db,
    sql`select coalesce(sum(amount_minor), 0)::text as sum from ledger_entries
      where customer_id = ${customerId} and posted_on < ${from}::date`,
  )
  const entries = await inPieces((after, limit) =>
    rowsOf<Row>(
      db,
      sql`select e.id::float8 as id, e.posted_on::text as "postedOn", coalesce(c.billing_on, e.occurred_on)::text as on,
      case e.kind when 'charge' then c.kind else e.kind end as kind,
      case when c.id is null then e.description when e.kind = 'reversal' then 'Undone: ' || o.explanation else c.explanation end as detail,
      p.name as package, d.number, c.period_from::text as "periodFrom", c.period_to::text as "periodTo", e.amount_minor::text as amount
      from ledger_entries e left join charges c on c.id = e.charge_id left join charges o on o.id = c.reverses_id
      left join packages p on p.id = c.package_id left join dids d on d.id = c.did_id
      where e.customer_id = ${customerId} and e.posted_on between ${from}::date and ${to}::date
        and (e.posted_on, e.id) > (${after.postedOn}::date, ${after.id}::bigint)
      order by e.posted_on, e.id limit ${limit}`,
    ),
  )
  const invoiced = await inPieces((after, limit) =>
    rowsOf<Row>(
      db,
      sql`select c.id::float8 as id, c.posted_on::text as "postedOn", c.billing_on::text as on, c.kind,
      case when c.kind = 'reversal' then 'Undone: ' || o.explanation else c.explanation end as detail, p.name as package, d.number,
      c.period_from::text as "periodFrom", c.period_to::text as "periodTo", c.retail_minor::text as amount
      from charges c left join charges o on o.id = c.reverses_id join packages p on p.id = c.package_id
      left join dids d on d.id = c.did_id where c.customer_id = ${customerId} and c.posted_on between ${from}::date and ${to}::date
        and not c.is_debited and c.retail_minor <> 0 and (c.posted_on, c.id) > (${after.postedOn}::date, ${after.id}::bigint)
      order by c.posted_on, c.id limit ${limit}`,
    ),
  )
  const openingMinor = BigInt(opening?.sum ?? '0')
  let balance = openingMinor
  const lines = entries.slice(0, mostLines).map(row => {
    balance += BigInt(row.amount)
    return toLine(row, balance)
  })
  const toInvoice = invoiced.slice(0, mostLines).map(row => toLine(row, null))
  return {
    customer,
    from,
    to,
    openingMinor,
    lines,
    closingMinor: balance,
    toInvoice,
    toInvoiceMinor: toInvoice.reduce((sum, line) => sum + line.amountMinor, 0n),
    isCut: entries.length > mostLines || invoiced.length > mostLines,
  }
}
