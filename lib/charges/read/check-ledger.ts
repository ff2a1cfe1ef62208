/** Whether the books agree with themselves. Reads only; a provider may run it at any time. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'

/** One disagreement: which rule, and what breaks it. */
export type LedgerProblem = { rule: string; subject: string; detail: string }

const rules = [
  {
    rule: 'A balance is the sum of its ledger.',
    query: sql`select c.account_code as subject, 'balance ' || c.balance_minor || ', ledger ' || coalesce(l.total, 0) as detail
      from customers c left join (select customer_id, sum(amount_minor) as total from ledger_entries group by customer_id) l on l.customer_id = c.id
      where c.balance_minor <> coalesce(l.total, 0)`,
  },
  {
    rule: 'Every entry carries the balance before it on.',
    query: sql`select c.account_code as subject, 'entry ' || e.id as detail from (
        select id, customer_id, balance_after_minor, sum(amount_minor) over (partition by customer_id order by id) as running from ledger_entries
      ) e join customers c on c.id = e.customer_id where e.balance_after_minor <> e.running`,
  },
  {
    rule: 'A charge that debits has one entry of its amount, posted on the same day; one that does not has none.',
    query: sql`select c.id::text as subject, c.kind || ' of ' || c.retail_minor as detail from charges c left join ledger_entries l on l.charge_id = c.id
      where (c.is_debited and (l.id is null or l.amount_minor <> -c.retail_minor or l.customer_id <> c.customer_id
        or l.posted_on <> c.posted_on)) or (not c.is_debited and l.id is not null)`,
  },
  {
    rule: 'A completed payment has an entry, another has none that counts.',
    query: sql`select p.reference as subject, p.status as detail from payments p
      left join (select payment_id, sum(amount_minor) as total from ledger_entries where payment_id is not null group by payment_id) l on l.payment_id = p.id
      where coalesce(l.total, 0) <> case when p.status = 'completed' then p.amount_minor else 0 end`,
  },
  {
    rule: 'No period is charged twice.',
    query: sql`select c.assignment_id::text as subject, c.kind || ' from ' || c.opens_on as detail from charges c
      where c.kind <> 'reversal' and not exists (select 1 from charges r where r.reverses_id = c.id)
      group by c.assignment_id, c.kind, c.opens_on, c.settlement having count(*) > 1`,
  },
  {
    rule: 'No day is charged twice, even if a number was moved.',
    query: sql`select subject::text as subject, 'from ' || opens_on as detail from (
        select coalesce(a.root_id, a.id) as subject, c.opens_on, c.settlement,
          max(c.period_to) over (partition by coalesce(a.root_id, a.id) order by c.opens_on, c.id rows between unbounded preceding and 1 preceding) as charged_to
        from charges c join assignments a on a.id = c.assignment_id
        where c.kind in ('recurring', 'minimum_spend') and c.settlement = 0
          and not exists (select 1 from charges r where r.reverses_id = c.id)
      ) live where opens_on < charged_to`,
  },
  {
    rule: 'Every settlement of a period stands beside its charge.',
    query: sql`select s.id::text as subject, s.kind || ' from ' || s.opens_on as detail from charges s
      where s.settlement > 0 and s.kind <> 'reversal' and not exists (select 1 from charges r where r.reverses_id = s.id)
        and not exists (select 1 from charges c where c.opens_on = s.opens_on and c.assignment_id = s.assignment_id and c.settlement = 0
          and c.kind = 'recurring' and not exists (select 1 from charges r where r.reverses_id = c.id))`,
  },
  {
    rule: 'The counts of a run match its charges.',
    query: sql`select b.id::text as subject, 'counted ' || b.charged_count || ', found ' || coalesce(c.found, 0) as detail from billing_runs b
      left join (select run_id, count(*) as found from charges where kind <> 'reversal' group by run_id) c on c.run_id = b.id
      where b.mode = 'post' and b.charged_count <> coalesce(c.found, 0)`,
  },
  {
    rule: 'The undone count of a run matches its mirror entries.',
    query: sql`select b.id::text as subject, 'counted ' || b.reversed_count || ', found ' || coalesce(c.found, 0) as detail from billing_runs b
      left join (select run_id, count(*) as found from charges where kind = 'reversal' group by run_id) c on c.run_id = b.id
      where b.mode = 'post' and b.reversed_count <> coalesce(c.found, 0)`,
  },
]

/** Every disagreement found, at most 100 a rule; an empty list means that the books agree. */
export async function checkLedger(db: Db): Promise<LedgerProblem[]> {
  const problems: LedgerProblem[] = []
  for (const { rule, query } of rules) {
    const found = await rowsOf<{ subject: string; detail: string }>(db, sql`${query} limit 100`)
    for (const { subject, detail } of found) problems.push({ rule, subject, detail })
  }
  return problems
}
