/** Charges as the rows of charges.csv, read a few thousand at a time. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import type { CalendarDate } from '@/lib/calendar-date'
import { microText, minorText } from '@/lib/money'

/** The columns of charges.csv, in order. */
export const chargeColumns = [
  'charge_id',
  'billing_date',
  'kind',
  'customer_account_code',
  'did',
  'package_code',
  'assignment_reference',
  'period_from',
  'period_to',
  'quantity',
  'unit_retail',
  'unit_cost',
  'retail_amount',
  'cost_amount',
  'currency',
  'run',
  'explanation',
  'posting_date',
] as const
export type ChargeRow = Record<(typeof chargeColumns)[number], string>

/** By which date a range of charges is asked for: the day that they bill, or the day on which they were posted. */
export const exportDates = ['billed', 'posted'] as const
type ExportDate = (typeof exportDates)[number]

/**
 * Which charges: a run's, or those of `[from, to]` by billing date (the default) or by posting date, of one customer or all. Undone
 * charges come with their reversals; by posting date a range that is past never changes.
 */
export type ExportChoice =
  | { runId: number }
  | { from: CalendarDate; to: CalendarDate; by?: ExportDate; customerId?: number }

type Answer = {
  id: string
  billingOn: string
  kind: string
  customer: string
  did: string | null
  package: string
  reference: string
  periodFrom: string
  periodTo: string
  quantity: number
  unitRetail: string
  unitCost: string
  retail: string
  cost: string
  currency: string
  run: string
  explanation: string
  postedOn: string
}

// On the embedded database a page of rows is read in one go: more would keep others waiting.
const pageSize = 1_000

async function isSimulation(db: Db, runId: number): Promise<boolean> {
  const runs = await rowsOf<{ mode: string }>(db, sql`select mode from billing_runs where id = ${runId}`)
  return runs[0]?.mode === 'simulate'
}

/** The rows in order of billing date, then id; read page by page, so that a million of them need no memory. */
export async function* exportLines(db: Db, choice: ExportChoice): AsyncGenerator<ChargeRow, void> {
  // The planned lines of a simulation are no charges: their rows have no charge_id.
  const isSimulated = 'runId' in choice && (await isSimulation(db, choice.runId))
  const source = isSimulated ? sql`billing_run_lines` : sql`charges`
  const chosen =
    'runId' in choice
      ? sql`c.run_id = ${choice.runId} ${isSimulated ? sql`and c.outcome = 'planned'` : sql``}`
      : sql`${choice.by === 'posted' ? sql`c.posted_on` : sql`c.billing_on`} between ${choice.from}::date and ${choice.to}::date
          ${choice.customerId === undefined ? sql`` : sql`and c.customer_id = ${choice.customerId}`}`
  let after: { billingOn: string; id: string } | null = null
  for (;;) {
    const past =
      after === null ? sql`` : sql`and (c.billing_on, c.id) > (${after.billingOn}::date, ${after.id}::bigint)`
    const rows: Answer[] = await rowsOf<Answer>(
      db,
      sql`select c.id::text as id, c.billing_on::text as "billingOn", c.kind, cu.account_code as customer, d.number as did, p.code as package,
        a.reference, c.period_from::text as "periodFrom", c.period_to::text as "periodTo", c.quantity,
        c.unit_retail_micro::text as "unitRetail", c.unit_cost_micro::text as "unitCost", c.retail_minor::text as retail,
        c.cost_minor::text as cost, c.currency, c.run_id::text as run, c.explanation,
        ${isSimulated ? sql`''` : sql`c.posted_on::text`} as "postedOn"
        from (select * from ${source} c where ${chosen} ${past} order by c.billing_on, c.id limit ${pageSize}) c
        join customers cu on cu.id = c.customer_id join packages p on p.id = c.package_id
        join assignments a on a.id = c.assignment_id left join dids d on d.id = c.did_id
        order by c.billing_on, c.id`,
    )
    for (const row of rows) yield { ...toRow(row), ...(isSimulated ? { charge_id: '' } : {}) }
    const last = rows.at(-1)
    if (rows.length < pageSize || last === undefined) return
    after = { billingOn: last.billingOn, id: last.id }
  }
}

function toRow(row: Answer): ChargeRow {
  return {
    charge_id: row.id,
    billing_date: row.billingOn,
    kind: row.kind,
    customer_account_code: row.customer,
    did: row.did ?? '',
    package_code: row.package,
    assignment_reference: row.reference,
    period_from: row.periodFrom,
    period_to: row.periodTo,
    quantity: String(row.quantity),
    unit_retail: microText(BigInt(row.unitRetail)),
    unit_cost: microText(BigInt(row.unitCost)),
    retail_amount: minorText(BigInt(row.retail), row.currency),
    cost_amount: minorText(BigInt(row.cost), row.currency),
    currency: row.currency,
    run: row.run,
    explanation: row.explanation,
    posting_date: row.postedOn,
  }
}
