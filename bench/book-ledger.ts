/** What a provider's years leave behind: runs and charges of 12 months, calls, payments and the audit log. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { type BookSizes, bookDay } from './book'

/**
 * Twelve months of charges with their debits, and five calls, an assignment over the last year, a payment a customer and month, an audit row an
 * assignment, and one simulation of half of the book. Foreign keys and triggers are not asked: the rows fit by themselves.
 */
export async function makeLedger(db: Db, sizes: BookSizes): Promise<void> {
  await db.transaction(async tx => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await movePointers(tx)
    await makeRuns(tx)
    await makeCharges(tx)
    await makeSimulation(tx)
    await makeUsage(tx, sizes)
    await makePayments(tx, sizes)
    await makeAudit(tx)
  })
  // As autovacuum leaves a database that has run for a while.
  await db.execute(sql`vacuum (analyze)`)
}

/** Runs have been here until yesterday: what is open is due within 30 days, a few are overdue, what has ended is not due. */
async function movePointers(tx: Db): Promise<void> {
  await tx.execute(sql`update assignment_pointers p set looked_through_on = ${bookDay}::date - 1,
      next_due_on = case when a.end_on < ${bookDay}::date then null when a.start_on > ${bookDay}::date then a.start_on
        else ${bookDay}::date + case when a.id % 5000 = 0 then -3 else (a.id % 30)::int end end
    from assignments a where a.id = p.assignment_id`)
}

async function makeRuns(tx: Db): Promise<void> {
  await tx.execute(sql`insert into billing_runs (mode, status, through_on, charged_count, started_at, heartbeat_at, finished_at)
    select 'post', 'completed', day, 1, day, day, day
    from (select (${bookDay}::date - make_interval(months => 12 - i))::date as day from generate_series(1, 12) i) made`)
  await tx.execute(
    sql`insert into billing_runs (mode, status, through_on) values ('simulate', 'completed', ${bookDay})`,
  )
}

const line = sql.raw(
  `a.id as assignment_id, a.payer_id as customer_id, a.did_id, a.package_id, v.id as version_id`,
)

async function makeCharges(tx: Db): Promise<void> {
  await tx.execute(sql`with charged as (insert into charges (run_id, assignment_id, customer_id, did_id, package_id, version_id, kind, billing_on,
      posted_on, period_from, opens_on, period_to, change_number, quantity, unit_retail_micro, unit_cost_micro, numerator, denominator,
      retail_minor, cost_minor, currency, is_debited, explanation)
    select r.id, ${line}, 'recurring', r.through_on, r.through_on, r.through_on, r.through_on, (r.through_on + interval '1 month')::date,
      v.change_number, a.quantity, v.retail_micro, v.cost_micro, 1, 1, a.quantity * v.retail_micro / 10000, a.quantity * v.cost_micro / 10000, p.currency, true,
      'Recurring charge for a whole period, in advance: ' || a.quantity || ' of the package.'
    from billing_runs r join packages p on true
    join assignments a on a.package_id = p.id and a.start_on <= r.through_on and coalesce(a.end_on, r.through_on) >= r.through_on
    join package_versions v on v.package_id = a.package_id and v.number = 1
    where r.mode = 'post' order by r.id, a.payer_id, a.id
    returning id, run_id, customer_id, billing_on, retail_minor, currency)
    insert into ledger_entries (customer_id, kind, occurred_on, posted_on, amount_minor, balance_after_minor, currency, charge_id, run_id)
    select customer_id, 'charge', billing_on, billing_on, -retail_minor, 0, currency, id, run_id from charged order by id`)
}

async function makeSimulation(tx: Db): Promise<void> {
  await tx.execute(sql`insert into billing_run_lines (run_id, outcome, reason, assignment_id, customer_id, did_id, package_id, version_id,
      kind, billing_on, period_from, period_to, quantity, unit_retail_micro, unit_cost_micro, numerator, denominator, retail_minor,
      cost_minor, currency, explanation)
    select r.id, case when a.id % 40 = 0 then 'skipped' else 'planned' end, case when a.id % 40 = 0 then 'zero' end, ${line},
      'recurring', r.through_on, r.through_on, (r.through_on + interval '1 month')::date, a.quantity, v.retail_micro, v.cost_micro,
      1, 1, a.quantity * v.retail_micro / 10000, a.quantity * v.cost_micro / 10000, p.currency, 'Recurring charge.'
    from billing_runs r join assignments a on a.id % 2 = 0 join packages p on p.id = a.package_id
    join package_versions v on v.package_id = a.package_id and v.number = 1
    where r.mode = 'simulate' order by a.payer_id, a.id`)
}

async function makeUsage(tx: Db, { assignments, customers, dids }: BookSizes): Promise<void> {
  const calls = assignments * 5
  await tx.execute(sql`insert into usage (usage_id, customer_id, did_id, started_at, started_on, destination, seconds, charge_micro)
    select 'call-' || i, coalesce(d.customer_id, 1 + i % ${customers}::int), d.id, made.at, made.at::date, '44' || 2000000000 + i,
      i % 600, (i % 600) * 200
    from (select i, ${bookDay}::date - interval '365 days' + make_interval(secs => i * (31536000.0 / ${calls}::float8)) as at,
      case when i % 3 = 0 then 1 + i % ${dids}::int end as did_id from generate_series(1, ${calls}::int) i) made
    left join dids d on d.id = made.did_id and d.customer_id is not null order by i`)
}

async function makePayments(tx: Db, { customers }: BookSizes): Promise<void> {
  await tx.execute(sql`insert into payments (reference, customer_id, paid_on, amount_minor, status, description)
    select 'PAY-' || i, 1 + i % ${customers}::int, ${bookDay}::date - 365 + (i * 365.0 / ${customers * 12}::int)::int, 1000 + i % 9000,
      case when i % 200 = 0 then 'pending' when i % 151 = 0 then 'cancelled' else 'completed' end, 'Bank transfer ' || i
    from generate_series(1, ${customers * 12}::int) i`)
}

async function makeAudit(tx: Db): Promise<void> {
  await tx.execute(sql`insert into audit_log (at, actor_id, actor, action, entity, entity_id, label, after)
    select ${bookDay}::timestamptz - make_interval(mins => (200 - a.id % 200)::int), 'manager-1', 'manager' || 1 + a.id % 200 || '@example.com',
      'assignment.created', 'assignment', a.id::text, a.reference, jsonb_build_object('quantity', a.quantity)
    from assignments a order by a.id`)
}

/** How many rows the big tables have, for the report. */
export async function countLedger(db: Db): Promise<Record<string, number>> {
  const names = [
    'customers',
    'dids',
    'assignments',
    'charges',
    'ledger_entries',
    'billing_run_lines',
    'usage',
    'payments',
    'audit_log',
  ]
  const counted: Record<string, number> = {}
  for (const name of names) {
    const rows = await rowsOf<{ count: number }>(db, sql.raw(`select count(*)::int as count from ${name}`))
    counted[name] = rows[0]?.count ?? 0
  }
  return counted
}
