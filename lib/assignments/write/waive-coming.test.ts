import { eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { customers } from '@/db/schema/customers'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { sumDueDays } from '@/lib/dashboard/read/due'
import { listWaiversOf } from '@/lib/waivers/read/waivers'
import type { ComingWaiver } from '@/lib/waivers/schema'
import { waiveCharges } from '@/lib/waivers/write/waive-chosen'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { today } from '@/testing/today'
import { quoteExit } from '../read/exit-quote'
import { listComingLines, shortageOf } from '../read/lines'
import { changeQuantity } from './change-quantity'
import { takeBackComing, waiveComing } from './waive-coming'

describeDatabases('waiving one coming charge', open => {
  let db: Db
  let manager: Actor & { id: string }
  let customerId = 0
  let id = 0
  beforeEach(async () => {
    db = await open({ fresh: true })
    manager = await makeManager(db)
    customerId = await makeCustomer(db)
    await db.update(customers).set({ accountManagerId: manager.id }).where(eq(customers.id, customerId))
    const packageId = await makePackage(db, { lastPeriod: 'prorate' })
    id = await assign(db, { packageId, customerId, startOn: '2026-11-01', pastDates: 'charge' })
  })

  const of = (date: string, changes: Partial<ComingWaiver> = {}): ComingWaiver => ({
    ...{ assignmentId: id, kind: 'recurring', periodFrom: date, billingOn: date },
    ...{ reason: 'An outage in November', ...changes },
  })
  const waive = (date: string, actor: Actor = manager) => waiveComing({ db, actor, today }, of(date))
  const post = (throughOn: string) =>
    runBilling(
      { db, actor: admin },
      {
        mode: 'post',
        throughOn,
        now: new Date(`${throughOn}T09:00:00Z`),
        today: throughOn,
      },
    )
  const sentenceOf = async (work: Promise<unknown>) => (await refusalOf(work)).formError
  const coming = () => listComingLines({ db, actor: manager, today }, [id], 'USD')

  it('takes it off for good, with the reason and what it would have come to', async () => {
    expect(await waive('2026-12-01')).toEqual({
      billingOn: '2026-12-01',
      retailMinor: 1000n,
      currency: 'USD',
    })
    const run = await post('2026-12-15')
    expect([run.chargedCount, run.skippedByReason]).toEqual([1, { waived: 1 }])
    expect(await listWaiversOf({ db, actor: manager }, id, '2026-12-31')).toMatchObject([
      { billingOn: '2026-12-01', reason: 'An outage in November', retailMinor: 1000n, by: manager.name },
    ])
    const [entry] = await db.select().from(auditLog).where(eq(auditLog.action, 'charge.waived'))
    expect(entry).toMatchObject({
      ...{ actorId: manager.id, entityId: String(id), reason: 'An outage in November' },
      after: { kind: 'recurring', periodFrom: '2026-12-01', retailMinor: '1000', currency: 'USD' },
    })
  })

  it('is known wherever charges are foreseen, and no money of it is counted', async () => {
    await post('2026-11-23')
    const quote = () => quoteExit({ db, actor: manager, today }, { id, endOn: '2026-12-31' })
    const due = async () => (await sumDueDays({ db, actor: manager }, today)).currencies
    expect((await quote())?.chosen?.chargesMinor).toBe(1000n)
    expect((await due())[0]?.retailMinor).toBe(1000n)
    await waive('2026-12-01')
    expect((await quote())?.chosen?.chargesMinor).toBe(0n)
    expect(await due()).toEqual([])
    const lines = await coming()
    expect(lines.slice(0, 2).map(line => [line.billingOn, line.retailMinor, line.waiver?.reason])).toEqual([
      ['2026-12-01', 1000n, 'An outage in November'],
      ['2027-01-01', 1000n, undefined],
    ])
    expect(shortageOf(0n, lines)?.on).toBe('2027-01-01')
  })

  it('of one among many that are alike leaves the forecast of the others as it was', async () => {
    await post('2026-11-23')
    const packageId = await makePackage(db)
    for (let i = 0; i < 3; i += 1) {
      const other = await makeCustomer(db)
      await assign(db, { packageId, customerId: other, startOn: '2026-10-01', pastDates: 'mark_billed' })
    }
    const before = (await sumDueDays({ db, actor: admin }, today)).currencies[0]
    await waive('2026-12-01')
    const after = (await sumDueDays({ db, actor: admin }, today)).currencies[0]
    expect([before?.retailMinor, before?.lineCount, after?.retailMinor, after?.lineCount]).toEqual([
      4000n,
      4,
      3000n,
      3,
    ])
  })

  it('is taken back, and the charge comes again', async () => {
    await waive('2026-12-01')
    const [waived] = await coming()
    expect(await takeBackComing({ db, actor: manager, today }, waived?.waiver?.id ?? 0)).toBe(true)
    expect(await takeBackComing({ db, actor: manager, today }, waived?.waiver?.id ?? 0)).toBe(false)
    expect((await coming())[0]?.waiver).toBeNull()
    expect((await post('2026-12-15')).chargedCount).toBe(2)
  })

  it('stays with the period where the assignment is changed', async () => {
    await waive('2026-12-01')
    await changeQuantity(
      { db, actor: manager, today },
      { id, revision: 1, quantity: 3, effectiveOn: '2026-12-01' },
    )
    expect((await coming()).slice(0, 2).map(line => [line.retailMinor, line.waiver?.outcome])).toEqual([
      // The waived period keeps the quantity that it was waived with.
      [1000n, 'waived'],
      [3000n, undefined],
    ])
  })

  it('is for the customer’s own account manager, and the answer tells a stranger nothing', async () => {
    const stranger = await makeManager(db)
    expect(await sentenceOf(waive('2026-12-01', stranger))).toMatch(/not one of yours/)
    await waive('2026-12-01')
    const [line] = await coming()
    const waiverId = line?.waiver?.id ?? 0
    expect(await sentenceOf(takeBackComing({ db, actor: stranger, today }, waiverId))).toMatch(
      /not one of yours/,
    )
    expect(await listWaiversOf({ db, actor: stranger }, id, '2027-01-01')).toEqual([])
    expect((await coming())[0]?.waiver?.id).toBe(waiverId)
  })

  it('that was due before today is for admins, both ways', async () => {
    expect(await sentenceOf(waive('2026-11-01'))).toMatch(/due on 2026-11-01.*Ask an admin/)
    await waive('2026-11-01', admin)
    const [past] = await listWaiversOf({ db, actor: manager }, id, today)
    expect(await sentenceOf(takeBackComing({ db, actor: manager, today }, past?.id ?? 0))).toMatch(
      /ask an admin/,
    )
    expect(await takeBackComing({ db, actor: admin, today }, past?.id ?? 0)).toBe(true)
  })

  it('that was marked as billed by an admin is not the account manager’s to take back', async () => {
    const { reason, ...line } = of('2026-12-01')
    await waiveCharges({ db, actor: admin }, { lines: [line], outcome: 'marked_billed', reason })
    const [seen] = await coming()
    expect(await sentenceOf(takeBackComing({ db, actor: manager, today }, seen?.waiver?.id ?? 0))).toMatch(
      /marked as billed/,
    )
  })

  it('is refused where a run was quicker, somebody else was, or the charge is not planned any more', async () => {
    const { runId } = await post('2026-12-01')
    expect(await sentenceOf(waive('2026-12-01'))).toBe(
      `Run #${runId} charged it meanwhile. Ask an admin to undo the charge.`,
    )
    await waive('2027-01-01')
    expect(await sentenceOf(waive('2027-01-01'))).toMatch(/was taken off already/)
    expect(await sentenceOf(waive('2027-01-15'))).toMatch(/not planned any more/)
  })
})
