import { parse } from 'csv-parse/sync'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { checkLeaks } from '@/lib/leaks/read'
import { describeUpgraded, releaseFile } from '@/testing/upgraded'
import { runBilling } from './start'

/** Live charges by currency: lines, retail and cost in minor units. */
const liveSums = [
  { currency: 'EUR', lines: 459, retail: '12443652', cost: '1072344' },
  { currency: 'GBP', lines: 1037, retail: '32291611', cost: '6310849' },
  { currency: 'JPY', lines: 840, retail: '200910', cost: '53774' },
  { currency: 'KWD', lines: 188, retail: '130093056', cost: '33728141' },
  { currency: 'USD', lines: 2177, retail: '46639291', cost: '17731261' },
]

const today = '2026-11-28'
const options = { throughOn: today, today, now: new Date(`${today}T12:00:00Z`) } as const

describeUpgraded('a book of release 0.1.0', 'upgrade-487ca74.sql', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
  }, 120_000)

  test('keeps its balances, its live charges and its history, and agrees with itself', async () => {
    const rows = await rowsOf<{ code: string; balance: string }>(
      db,
      sql`select account_code as code, balance_minor::text as balance from customers order by id`,
    )
    const wanted: { account_code: string; balance_minor: string }[] = parse(
      releaseFile('upgrade-487ca74-balances.csv'),
      { columns: true },
    )
    expect(rows).toEqual(
      wanted.map(({ account_code, balance_minor }) => ({ code: account_code, balance: balance_minor })),
    )
    const live = await rowsOf(
      db,
      sql`select c.currency, count(*)::int as lines, sum(c.retail_minor)::text as retail, sum(c.cost_minor)::text as cost
        from charges c where c.kind <> 'reversal' and not exists (select 1 from charges r where r.reverses_id = c.id)
        group by c.currency order by c.currency`,
    )
    expect(live).toEqual(liveSums)
    const [counts] = await rowsOf(
      db,
      sql`select (select count(*)::int from charges) as charges, (select count(*)::int from ledger_entries) as entries,
        (select count(*)::int from audit_log) as audits, (select count(*)::int from billing_runs) as runs`,
    )
    expect(counts).toEqual({ charges: 5631, entries: 3891, audits: 342, runs: 25 })
    expect(await checkLedger(db)).toEqual([])
  })

  test('is billed on as that release would have, and what is live is not charged again', async () => {
    const { chargedCount, totals } = await runBilling({ db, actor: admin }, { ...options, mode: 'post' })
    expect(chargedCount).toBe(67)
    expect(totals.map(total => [total.currency, total.lineCount, total.retailMinor])).toEqual([
      ['EUR', 7, 41919n],
      ['GBP', 18, 580833n],
      ['JPY', 12, 1740n],
      ['KWD', 2, 3978706n],
      ['USD', 28, 560372n],
    ])
    // Every assignment again from its start, with all of its ledger.
    await db.execute(sql`update assignment_pointers p set next_due_on = a.start_on, ledger_from_on = '1970-01-01'
      from assignments a where a.id = p.assignment_id`)
    const again = await runBilling({ db, actor: admin }, { ...options, mode: 'post' })
    expect(again.chargedCount).toBe(0)
    expect(await checkLedger(db)).toEqual([])
  })

  test('has nothing that runs would never find', async () => {
    const { leaks } = await checkLeaks(
      { db, actor: admin },
      { from: '2025-01-01', to: today, after: 0, size: 10_000 },
    )
    // What is held for want of funds is found by the next run.
    expect(leaks.filter(({ leak }) => leak === 'passed_over' || leak === 'overlapping')).toEqual([])
    // Somebody gave C20002 the same commitment a second time.
    const twice = leaks.filter(({ leak }) => leak === 'twice')
    expect(new Set(twice.map(({ reference, kind }) => `${reference} ${kind}`))).toEqual(
      new Set(['B000015 minimum_spend']),
    )
  })
})
