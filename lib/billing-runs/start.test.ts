import { eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { assignmentPointers } from '@/db/schema/assignments'
import { billingRuns, charges } from '@/db/schema/billing'
import { customers } from '@/db/schema/customers'
import { ledgerEntries } from '@/db/schema/ledger'
import { packageVersions } from '@/db/schema/packages'
import { commandLineActor as admin } from '@/lib/access/actor'
import { endAssignment } from '@/lib/assignments/write/end'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { describeDatabases, describePostgres, withOwner } from '@/testing/database'
import { assign, makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { runBilling } from './start'
import { undoRun } from './undo/undo'

async function post(db: Db, throughOn: string, customerId: number | null = null) {
  return runBilling({ db, actor: admin }, { mode: 'post', throughOn, now, today, customerId })
}

/** `recurring 2026-09-01 10.00`-like lines of the ledger that are not undone, in order. */
async function live(db: Db): Promise<string[]> {
  const rows = await rowsOf<{ line: string }>(
    db,
    sql`select c.kind || ' ' || c.billing_on || ' ' || c.period_from || ' ' || c.retail_minor as line from charges c
      where c.kind <> 'reversal' and not exists (select 1 from charges r where r.reverses_id = c.id)
      order by c.assignment_id, c.billing_on, c.kind desc, c.period_from`,
  )
  return rows.map(row => row.line)
}

async function balanceOf(db: Db, id: number): Promise<bigint | undefined> {
  const [row] = await db.select().from(customers).where(eq(customers.id, id))
  return row?.balanceMinor
}

async function twoMonths(db: Db, fields: Record<string, unknown> = {}) {
  const customerId = await makeCustomer(db)
  const packageId = await makePackage(db, { setupRetail: '3', ...fields })
  const id = await assign(db, { packageId, customerId, startOn: '2026-09-01', pastDates: 'charge' })
  return { customerId, packageId, id }
}

describeDatabases('a run', open => {
  let db: Db
  beforeEach(async () => {
    db = await open({ fresh: true })
  })

  it('catches up missed days, each on its own date, debits them and says the second time that it did', async () => {
    const { customerId } = await twoMonths(db)
    const first = await post(db, '2026-10-15')
    expect(await live(db)).toEqual([
      'setup 2026-09-01 2026-09-01 300',
      'recurring 2026-09-01 2026-09-01 1000',
      'recurring 2026-10-01 2026-10-01 1000',
    ])
    expect(await balanceOf(db, customerId)).toBe(-2300n)
    const second = await post(db, '2026-10-15')
    expect([first.chargedCount, second.chargedCount, second.alreadyChargedCount]).toEqual([3, 0, 3])
    expect(await checkLedger(db)).toEqual([])
  })

  it('is simulated by the same planner and writes no charge', async () => {
    await twoMonths(db)
    const simulated = await runBilling(
      { db, actor: admin },
      { mode: 'simulate', throughOn: '2026-10-15', now, today },
    )
    expect(await live(db)).toEqual([])
    const posted = await post(db, '2026-10-15')
    expect([simulated.chargedCount, simulated.totals]).toEqual([posted.chargedCount, posted.totals])
  })

  it('records without moving the balance where credit is not decremented', async () => {
    const customerId = await makeCustomer(db)
    const packageId = await makePackage(db)
    await assign(db, {
      packageId,
      customerId,
      startOn: '2026-10-01',
      pastDates: 'charge',
      autoDecrementCredit: false,
    })
    await post(db, '2026-10-01')
    expect([await balanceOf(db, customerId), (await db.select().from(ledgerEntries)).length]).toEqual([0n, 0])
    expect(await checkLedger(db)).toEqual([])
  })

  it('names the assignment that cannot be planned and charges the others', async () => {
    const { customerId } = await twoMonths(db)
    const broken = await makePackage(db)
    await assign(db, { packageId: broken, customerId, startOn: '2026-09-01', pastDates: 'charge' })
    await db
      .update(packageVersions)
      .set({ cancelledAt: now, cancelledNumber: 1 })
      .where(eq(packageVersions.packageId, broken))
    const run = await post(db, '2026-09-30')
    expect([run.chargedCount, run.skippedByReason]).toEqual([2, { failed: 1 }])
  })

  it('is undone by mirror entries; posting again gives the ledger as it was', async () => {
    const { customerId } = await twoMonths(db)
    const run = await post(db, '2026-10-15')
    const before = await live(db)
    expect(
      await undoRun({ db, actor: admin }, { runId: run.runId, reason: 'a test', now, today }),
    ).toMatchObject({
      reversedCount: 3,
    })
    expect([await live(db), await balanceOf(db, customerId)]).toEqual([[], 0n])
    expect(
      await undoRun({ db, actor: admin }, { runId: run.runId, reason: 'again', now, today }),
    ).toMatchObject({
      reversedCount: 0,
    })
    expect((await post(db, '2026-10-15')).chargedCount).toBe(3)
    expect([await live(db), await balanceOf(db, customerId)]).toEqual([before, -2300n])
    expect((await post(db, '2026-10-15')).chargedCount).toBe(0)
    expect(await checkLedger(db)).toEqual([])
  })

  it('undone between two others opens exactly its own periods', async () => {
    await twoMonths(db)
    const first = await post(db, '2026-09-15')
    await post(db, '2026-10-15')
    await undoRun({ db, actor: admin }, { runId: first.runId, reason: 'a test', now, today })
    expect(await live(db)).toEqual(['recurring 2026-10-01 2026-10-01 1000'])
    const again = await post(db, '2026-10-20')
    expect([again.chargedCount, again.alreadyChargedCount]).toEqual([2, 1])
    expect((await live(db)).length).toBe(3)
    expect(await checkLedger(db)).toEqual([])
  })

  it('credits the unused days of a period charged before the end was known, and takes both back when the charge is undone', async () => {
    const { id, customerId } = await twoMonths(db, { lastPeriod: 'prorate', setupRetail: '0', retail: '30' })
    const charged = await post(db, '2026-11-23')
    await endAssignment({ db, actor: admin, today }, { id, revision: 1, endOn: '2026-11-25', reason: null })
    const credit = await post(db, '2026-11-30')
    expect((await live(db)).at(-1)).toBe('credit 2026-11-26 2026-11-26 -500')
    expect(await balanceOf(db, customerId)).toBe(-8500n)
    expect((await post(db, '2027-03-01')).chargedCount).toBe(0)
    await undoRun({ db, actor: admin }, { runId: charged.runId, reason: 'no', now, today })
    expect([await live(db), await balanceOf(db, customerId)]).toEqual([[], 0n])
    const [crediting] = await db.select().from(billingRuns).where(eq(billingRuns.id, credit.runId))
    expect(crediting).toMatchObject({ chargedCount: 1, reversedCount: 1 })
    expect(await checkLedger(db)).toEqual([])
  })

  it('is posted by admins only; an account manager simulates their own customers', async () => {
    const manager = await makeManager(db)
    const mine = await makeCustomer(db, { accountManagerId: manager.id })
    const other = await makeCustomer(db)
    const packageId = await makePackage(db)
    for (const customerId of [mine, other]) {
      await assign(db, { packageId, customerId, startOn: '2026-10-01', pastDates: 'charge' })
    }
    const options = { throughOn: '2026-10-01', now, today } as const
    await refusalOf(runBilling({ db, actor: manager }, { ...options, mode: 'post' }))
    await refusalOf(runBilling({ db, actor: manager }, { ...options, mode: 'simulate', customerId: other }))
    expect((await runBilling({ db, actor: manager }, { ...options, mode: 'simulate' })).chargedCount).toBe(1)
  })
})

describeDatabases('the database', open => {
  let db: Db
  beforeEach(async () => {
    db = await open({ fresh: true })
    await twoMonths(db)
    await post(db, '2026-09-15')
  })

  const copy = (
    attempt: number,
  ) => sql`insert into charges (run_id, assignment_id, customer_id, package_id, version_id, kind, billing_on,
      posted_on, period_from, period_to, attempt, quantity, unit_retail_micro, unit_cost_micro, numerator, denominator, retail_minor, cost_minor, currency,
      is_debited, explanation)
    select run_id, assignment_id, customer_id, package_id, version_id, kind, billing_on, posted_on, period_from, period_to, ${attempt}, quantity,
      unit_retail_micro, unit_cost_micro, numerator, denominator, retail_minor, cost_minor, currency, is_debited, explanation
    from charges where kind = 'recurring'`

  it('refuses a second live charge of a period, under any attempt', async () => {
    for (const attempt of [0, 1, 2, -1]) await expect(db.execute(copy(attempt))).rejects.toThrow()
    expect((await live(db)).length).toBe(2)
  })
  it('refuses to change or delete a charge, a ledger entry or an audit row', async () => {
    // By its triggers, whoever asks: also the owner of the tables, whom no missing right stops.
    await withOwner(db, async owner => {
      for (const table of ['charges', 'ledger_entries', 'audit_log']) {
        await expect(owner.execute(sql`delete from ${sql.raw(table)}`)).rejects.toThrow()
        await expect(owner.execute(sql`truncate ${sql.raw(table)} cascade`)).rejects.toThrow()
      }
      await expect(owner.update(charges).set({ retailMinor: 0n })).rejects.toThrow()
      await expect(owner.execute(sql`delete from assignments`)).rejects.toThrow()
      await expect(owner.execute(sql`truncate assignments cascade`)).rejects.toThrow()
      await expect(owner.update(ledgerEntries).set({ amountMinor: 1n })).rejects.toThrow()
    })
  })
  it('finds the charges that a lost pointer would charge again', async () => {
    await db.update(assignmentPointers).set({ nextDueOn: '2026-09-01', lookedThroughOn: null })
    const run = await post(db, '2026-10-15')
    expect([run.chargedCount, (await live(db)).length]).toEqual([1, 3])
    expect(await checkLedger(db)).toEqual([])
  })
})

describePostgres('several runs at once', open => {
  it('charge every line once, without a deadlock', async () => {
    const db = await open({ fresh: true })
    const packageId = await makePackage(db, { frequency: 'weekly', match: 'mon|thu' })
    for (let i = 0; i < 30; i += 1) {
      const customerId = await makeCustomer(db)
      await assign(db, { packageId, customerId, startOn: '2026-09-01', pastDates: 'charge' })
    }
    const runs = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        runBilling(
          { db, actor: admin },
          { mode: 'post', throughOn: '2026-10-31', now, today, batchSize: 1 + i },
        ),
      ),
    )
    const alone = (await live(db)).length
    expect(runs.reduce((sum, run) => sum + run.chargedCount, 0)).toBe(alone)
    expect((await post(db, '2026-10-31')).chargedCount).toBe(0)
    expect(await checkLedger(db)).toEqual([])
  }, 60_000)
})
