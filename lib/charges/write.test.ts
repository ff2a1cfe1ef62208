import { asc, eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { billingRunLines, charges } from '@/db/schema/billing'
import { customers } from '@/db/schema/customers'
import { commandLineActor as admin } from '@/lib/access/actor'
import { endAssignment } from '@/lib/assignments/write/end'
import { runBilling } from '@/lib/billing-runs/start'
import { undoRun } from '@/lib/billing-runs/undo/undo'
import { listWaivers } from '@/lib/waivers/read/waivers'
import { unwaiveCharge, waiveCharges } from '@/lib/waivers/write/waive-chosen'
import { describeDatabases } from '@/testing/database'
import { assign, assignmentRow, makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { checkLedger } from './read/check-ledger'
import { previewUndoCharge, undoCharge } from './write'

const reason = 'charged by mistake'

describeDatabases('undoing and taking off one charge', open => {
  let db: Db
  let customerId = 0
  let assignmentId = 0
  beforeEach(async () => {
    db = await open({ fresh: true })
    customerId = await makeCustomer(db)
    const packageId = await makePackage(db, { lastPeriod: 'prorate' })
    assignmentId = await assign(db, { packageId, customerId, startOn: '2026-09-01', pastDates: 'charge' })
  })

  const post = (throughOn = '2026-10-15') =>
    runBilling({ db, actor: admin }, { mode: 'post', throughOn, now, today })

  async function chargeIds(): Promise<number[]> {
    const rows = await db.select({ id: charges.id }).from(charges).orderBy(asc(charges.id))
    return rows.map(row => row.id)
  }

  async function live(): Promise<string[]> {
    const rows = await rowsOf<{ line: string }>(
      db,
      sql`select c.kind || ' ' || c.period_from || ' ' || c.retail_minor as line from charges c where c.kind <> 'reversal'
        and not exists (select 1 from charges r where r.reverses_id = c.id) order by c.period_from`,
    )
    return rows.map(row => row.line)
  }

  async function balance(): Promise<bigint | undefined> {
    const [row] = await db.select().from(customers).where(eq(customers.id, customerId))
    return row?.balanceMinor
  }

  it('opens exactly that period again, once, and posting afterwards gives the same ledger', async () => {
    await post()
    const before = await live()
    const [first = 0] = await chargeIds()
    expect(await previewUndoCharge({ db, actor: admin }, first)).toMatchObject({
      retailMinor: 1000n,
      isUndone: false,
    })
    expect(
      (await undoCharge({ db, actor: admin, today }, { chargeId: first, reason, waive: false }))
        .reversedCount,
    ).toBe(1)
    expect(await live()).toEqual(['recurring 2026-10-01 1000'])
    expect(
      (await undoCharge({ db, actor: admin, today }, { chargeId: first, reason, waive: false }))
        .reversedCount,
    ).toBe(0)
    expect(await balance()).toBe(-1000n)
    expect(await checkLedger(db)).toEqual([])
    expect((await post()).chargedCount).toBe(1)
    expect([await live(), await balance()]).toEqual([before, -2000n])
    expect(await checkLedger(db)).toEqual([])
  })

  it('and taken off in the same step is not charged again, until that is taken back', async () => {
    await post()
    const [first = 0] = await chargeIds()
    await undoCharge({ db, actor: admin, today }, { chargeId: first, reason, waive: true })
    const again = await post()
    expect([again.chargedCount, again.skippedByReason]).toEqual([0, { waived: 1 }])
    const [waiver] = await listWaivers({ db, actor: admin }, null)
    expect(waiver).toMatchObject({ periodFrom: '2026-09-01', outcome: 'waived', reason })
    expect(await unwaiveCharge({ db, actor: admin }, waiver?.id ?? 0)).toBe(true)
    expect(await unwaiveCharge({ db, actor: admin }, waiver?.id ?? 0)).toBe(false)
    expect((await post()).chargedCount).toBe(1)
    expect(await live()).toEqual(['recurring 2026-09-01 1000', 'recurring 2026-10-01 1000'])
  })

  it('takes a coming charge off, or marks it as billed, and names it in the run', async () => {
    const line = (periodFrom: string) => ({
      assignmentId,
      kind: 'recurring' as const,
      periodFrom,
      billingOn: periodFrom,
    })
    const waive = (periodFrom: string, outcome: 'waived' | 'marked_billed') =>
      waiveCharges({ db, actor: admin }, { lines: [line(periodFrom)], outcome, reason })
    expect(await waive('2026-09-01', 'marked_billed')).toBe(1)
    expect(await waive('2026-10-01', 'waived')).toBe(1)
    expect(await waive('2026-10-01', 'waived')).toBe(0)
    await runBilling({ db, actor: admin }, { mode: 'simulate', throughOn: '2026-11-15', now, today })
    const lines = await db.select().from(billingRunLines).orderBy(asc(billingRunLines.periodFrom))
    expect(lines.map(l => [l.outcome, l.reason])).toEqual([
      ['skipped', 'marked_billed'],
      ['skipped', 'waived'],
      ['planned', null],
    ])
    await post('2026-11-15')
    expect(await live()).toEqual(['recurring 2026-11-01 1000'])
    expect((await assignmentRow(db, assignmentId)).nextDueOn).toBe('2026-12-01')
    expect((await refusalOf(waive('2026-11-01', 'waived'))).formError).toMatch(/charged it meanwhile/)
  })

  it('undoes with a charge what another run settled of its period, or that alone', async () => {
    await post('2026-11-15')
    const row = await assignmentRow(db, assignmentId)
    const end = { id: assignmentId, revision: row.revision, endOn: '2026-11-25', reason: null }
    await endAssignment({ db, actor: admin, today }, end)
    const second = await post('2026-11-30')
    expect(await live()).toContain('credit 2026-11-26 -167')
    const [, , third = 0, credit = 0] = await chargeIds()
    const undo = (chargeId: number) =>
      undoCharge({ db, actor: admin, today }, { chargeId, reason, waive: false })
    expect((await previewUndoCharge({ db, actor: admin }, credit)).settling).toEqual([])
    await undo(credit)
    expect(await balance()).toBe(-3000n)
    const again = await post('2026-11-30')
    expect((await previewUndoCharge({ db, actor: admin }, third)).settling).toEqual([
      { runId: again.runId, lineCount: 1 },
    ])
    expect((await undo(third)).reversedCount).toBe(1)
    expect([await live(), await balance()]).toEqual([
      ['recurring 2026-09-01 1000', 'recurring 2026-10-01 1000'],
      -2000n,
    ])
    const reversal = (await chargeIds()).at(-1) ?? 0
    expect((await refusalOf(undo(reversal))).formError).toMatch(/mirror entry/)
    expect(await checkLedger(db)).toEqual([])
    await post('2026-11-30')
    expect(await live()).toContain('recurring 2026-11-01 833')
    expect([await balance(), await checkLedger(db)]).toEqual([-2833n, []])
    expect(
      (await undoRun({ db, actor: admin }, { runId: second.runId, reason, now, today })).reversedCount,
    ).toBe(0)
  })

  it('is for admins', async () => {
    const manager = await makeManager(db)
    await post()
    const [first = 0] = await chargeIds()
    expect(
      (await refusalOf(undoCharge({ db, actor: manager, today }, { chargeId: first, reason, waive: false })))
        .formError,
    ).toMatch(/Only an admin/)
    expect((await refusalOf(unwaiveCharge({ db, actor: manager }, 1))).formError).toMatch(/Only an admin/)
  })
})
