/** What a posting batch writes: charges, their debits, the new balances and where to look next, in one transaction. */

import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { dateOf, unnest } from '@/db/unnest'
import type { PayerLine } from '@/lib/planning/batch'
import { explain } from '../billing/explain'
import type { Pointer } from '../billing/plan'
import type { CalendarDate, Day } from '../calendar-date'
import { maxAmountMinor } from '../money'

const chunkSize = 5_000

function* chunksOf<T>(list: readonly T[]): Generator<T[], void> {
  for (let i = 0; i < list.length; i += chunkSize) yield list.slice(i, i + chunkSize)
}

/** An amount that is too large to be charged is kept as the largest that is not; the explanation beside it has the whole of it. */
const held = (minor: bigint): bigint => (minor > maxAmountMinor ? maxAmountMinor : minor)

const chargeColumns = (lines: readonly PayerLine[]) =>
  [
    ['bigint', lines.map(l => l.assignment.id)],
    ['bigint', lines.map(l => l.customer.id)],
    ['bigint', lines.map(l => l.assignment.didId)],
    ['bigint', lines.map(l => l.assignment.packageId)],
    ['bigint', lines.map(l => l.planned.line.version.id)],
    ['text', lines.map(l => l.planned.line.kind)],
    ['int', lines.map(l => l.planned.line.billingOn)],
    ['int', lines.map(l => l.planned.line.periodFrom)],
    ['int', lines.map(l => l.planned.line.periodTo)],
    ['int', lines.map(l => l.planned.line.quantity)],
    ['bigint', lines.map(l => l.planned.line.unitRetailMicro)],
    ['bigint', lines.map(l => l.planned.line.unitCostMicro)],
    ['int', lines.map(l => l.planned.line.numerator)],
    ['int', lines.map(l => l.planned.line.denominator)],
    ['bigint', lines.map(l => l.planned.line.spendMicro)],
    ['bigint', lines.map(l => held(l.planned.line.retailMinor))],
    ['bigint', lines.map(l => held(l.planned.line.costMinor))],
    ['text', lines.map(l => l.customer.currency)],
    ['text', lines.map(l => explain(l.planned.line, l.customer.currency))],
  ] as const

const lineColumnNames =
  sql.raw(`assignment_id, customer_id, did_id, package_id, version_id, kind, billing_on, period_from, period_to,
  quantity, unit_retail_micro, unit_cost_micro, numerator, denominator, spend_micro, retail_minor, cost_minor, currency, explanation`)

const lineSelect = sql`l.assignment_id, l.customer_id, l.did_id, l.package_id, l.version_id, l.kind, ${dateOf(sql`l.billing_on`)},
  ${dateOf(sql`l.period_from`)}, ${dateOf(sql`l.period_to`)}, l.quantity, l.unit_retail_micro, l.unit_cost_micro, l.numerator,
  l.denominator, l.spend_micro, l.retail_minor, l.cost_minor, l.currency, l.explanation`

/** The balance after each line, and of each customer after the last; null where a line moves no balance. */
function runningBalances(lines: readonly PayerLine[], balances: Map<number, bigint>): (bigint | null)[] {
  return lines.map(({ planned, customer }) => {
    if (planned.debitMinor === 0n) return null
    const balance = (balances.get(customer.id) ?? customer.balanceMinor) - planned.debitMinor
    balances.set(customer.id, balance)
    return balance
  })
}

/**
 * Posts the planned lines: charges, and one debit each where the balance moves, in one statement for every few thousand.
 * The database refuses a period that is charged already, by the constraint `charges_exactly_once`.
 */
export async function writeCharges(
  tx: Db,
  { runId, postedOn }: { runId: number; postedOn: CalendarDate },
  lines: readonly PayerLine[],
): Promise<void> {
  const balances = new Map<number, bigint>()
  for (const chunk of chunksOf(lines)) {
    // Without `on conflict`: a period that is charged already takes the whole batch back, and it is planned again.
    await tx.execute(
      sql`with l as materialized (
          select nextval('charges_id_seq') as id, l.* from ${unnest(
            ['smallint', chunk.map(l => l.planned.attempt)],
            ['bigint', runningBalances(chunk, balances)],
            ['int', chunk.map(l => l.planned.line.opensOn)],
            ['smallint', chunk.map(l => l.planned.line.settlement)],
            ['bigint', chunk.map(l => l.assignment.changeNumber)],
            ...chargeColumns(chunk),
          )} as l(attempt, balance, opens_on, settlement, change_number, ${lineColumnNames})
        ), posted as (
          insert into charges (id, attempt, is_debited, opens_on, settlement, change_number, run_id, posted_on, ${lineColumnNames})
          overriding system value
          select l.id, l.attempt, l.balance is not null, ${dateOf(sql`l.opens_on`)}, l.settlement, l.change_number, ${runId}, ${postedOn}::date,
            ${lineSelect} from l
        )
        insert into ledger_entries (customer_id, kind, occurred_on, posted_on, amount_minor, balance_after_minor, currency, charge_id,
          run_id)
        select l.customer_id, 'charge', ${dateOf(sql`l.billing_on`)}, ${postedOn}::date, -l.retail_minor, l.balance, l.currency, l.id, ${runId}
        from l where l.balance is not null`,
    )
  }
  await raiseBalances(tx, balances, lines)
}

async function raiseBalances(
  tx: Db,
  balances: Map<number, bigint>,
  lines: readonly PayerLine[],
): Promise<void> {
  if (balances.size === 0) return
  const before = new Map(lines.map(l => [l.customer.id, l.customer.balanceMinor]))
  const ids = [...balances.keys()]
  await tx.execute(
    sql`update customers c set balance_minor = c.balance_minor + d.moved
      from ${unnest(
        ['bigint', ids],
        ['bigint', ids.map(id => (balances.get(id) ?? 0n) - (before.get(id) ?? 0n))],
      )} as d(id, moved) where c.id = d.id`,
  )
}

/** Moves the assignments on: where the next run must look, how far runs have looked, and where changes of terms counted. */
export async function writePointers(tx: Db, pointers: readonly Pointer[], through: Day): Promise<void> {
  for (const chunk of chunksOf(pointers)) {
    await tx.execute(
      sql`update assignment_pointers a set next_due_on = ${dateOf(sql`p.next_due_on`)},
        looked_through_on = greatest(a.looked_through_on, date '1970-01-01' + ${through}::int),
        ledger_from_on = case when p.asks_ledger then coalesce(a.ledger_from_on, date '1970-01-01') end
        from ${unnest(
          ['bigint', chunk.map(p => p.assignmentId)],
          ['int', chunk.map(p => (p.nextDueOn === null || p.nextDueOn > 3_000_000 ? null : p.nextDueOn))],
          ['boolean', chunk.map(p => p.asksLedger)],
        )} as p(id, next_due_on, asks_ledger) where a.assignment_id = p.id`,
    )
  }
  await writeBoundaries(tx, pointers)
}

async function writeBoundaries(tx: Db, pointers: readonly Pointer[]): Promise<void> {
  const rows = pointers.flatMap(({ rootId, counted }) =>
    [...counted].map(([number, day]) => ({ rootId, number, day })),
  )
  // Parts of a moved number are kept under the first: both may be in one batch, and say the same.
  const once = [...new Map(rows.map(row => [`${row.rootId}:${row.number}`, row])).values()]
  for (const chunk of chunksOf(once)) {
    await tx.execute(
      sql`insert into assignment_boundaries (assignment_id, change_number, counts_from_on)
        select b.root_id, b.number, ${dateOf(sql`b.day`)} from ${unnest(
          ['bigint', chunk.map(row => row.rootId)],
          ['bigint', chunk.map(row => row.number)],
          ['int', chunk.map(row => row.day)],
        )} as b(root_id, number, day)
        on conflict on constraint assignment_boundaries_pk do update set counts_from_on = excluded.counts_from_on
        where assignment_boundaries.counts_from_on <> excluded.counts_from_on`,
    )
  }
}

/** Keeps what was looked at and not posted: every line of a simulation, the skips of a posted run. */
export async function writeRunLines(tx: Db, runId: number, lines: readonly PayerLine[]): Promise<void> {
  for (const chunk of chunksOf(lines)) {
    await tx.execute(
      sql`insert into billing_run_lines (run_id, outcome, reason, charged_by_run_id, ${lineColumnNames})
        select ${runId}, l.outcome, l.reason, l.charged_by_run_id, ${lineSelect}
        from ${unnest(
          ['text', chunk.map(l => l.planned.outcome)],
          ['text', chunk.map(l => l.planned.line.skip)],
          ['bigint', chunk.map(l => l.planned.runId)],
          ...chargeColumns(chunk),
        )} as l(outcome, reason, charged_by_run_id, ${lineColumnNames})`,
    )
  }
}
