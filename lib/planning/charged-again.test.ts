import { asc, eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { charges } from '@/db/schema/billing'
import { commandLineActor as admin } from '@/lib/access/actor'
import { changeQuantity } from '@/lib/assignments/write/change-quantity'
import { endAssignment } from '@/lib/assignments/write/end'
import { runBilling } from '@/lib/billing-runs/start'
import { previewUndo } from '@/lib/billing-runs/undo/preview'
import { undoRun } from '@/lib/billing-runs/undo/undo'
import { previewUndoCharge, undoCharge } from '@/lib/charges/write'
import { describeDatabases } from '@/testing/database'
import { assign, assignmentRow, makeCustomer, makePackage } from '@/testing/makers'
import { now, today } from '@/testing/today'

const reason = 'charged by mistake'

describeDatabases('what an undo says would be posted instead', open => {
  let db: Db
  let id = 0
  beforeEach(async () => {
    db = await open({ fresh: true })
    const packageId = await makePackage(db, { lastPeriod: 'prorate' })
    const customerId = await makeCustomer(db)
    id = await assign(db, { packageId, customerId, startOn: '2026-11-01', pastDates: 'charge' })
  })
  const post = (throughOn: string) =>
    runBilling({ db, actor: admin }, { mode: 'post', throughOn, now, today })
  const revision = async () => (await assignmentRow(db, id)).revision
  const quantity = async (count: number, effectiveOn: string) =>
    changeQuantity(
      { db, actor: admin, today },
      { id, revision: await revision(), quantity: count, effectiveOn },
    )
  const live = () =>
    db
      .select({ id: charges.id, opensOn: charges.opensOn, retailMinor: charges.retailMinor })
      .from(charges)
      .where(
        sql`${charges.kind} <> 'reversal' and not exists (select 1 from charges r where r.reverses_id = ${charges.id})`,
      )
      .orderBy(asc(charges.billingOn))
  const chargeOf = async (opensOn: string) => (await live()).find(row => row.opensOn === opensOn)?.id ?? 0
  const undo = (chargeId: number) =>
    undoCharge({ db, actor: admin, today }, { chargeId, reason, waive: false })

  it('is the period by the terms of now, and posting says the same', async () => {
    const { runId } = await post('2026-12-31')
    await quantity(3, '2026-12-01')
    const december = await chargeOf('2026-12-01')
    const shown = await previewUndoCharge({ db, actor: admin }, december)
    expect(shown).toMatchObject({ retailMinor: 1000n, holding: [], moreHolding: 0 })
    expect(shown.instead).toMatchObject([{ billingOn: '2026-12-01', retailMinor: 3000n }])
    const whole = await previewUndo({ db, actor: admin }, runId)
    expect(whole.instead).toEqual({
      ...{ chargeCount: 2, customerCount: 1 },
      sums: [{ currency: 'USD', lineCount: 2, retailMinor: 4000n }],
    })
    await undo(december)
    await post('2026-12-31')
    expect((await live()).map(row => row.retailMinor)).toEqual([1000n, 3000n])
  })

  it('names the later charges that hold its period to former terms', async () => {
    await post('2026-12-31')
    await quantity(3, '2026-12-01')
    await post('2027-01-31')
    const [, december = 0, january = 0] = (await live()).map(row => row.id)
    const shown = await previewUndoCharge({ db, actor: admin }, december)
    expect(shown.instead).toMatchObject([{ retailMinor: 1000n }])
    expect(shown.holding).toMatchObject([{ id: january, billingOn: '2027-01-01', retailMinor: 3000n }])
    expect((await previewUndoCharge({ db, actor: admin }, january)).holding).toEqual([])
    await undo(december)
    await undo(january)
    await post('2027-01-31')
    expect((await live()).map(row => row.retailMinor)).toEqual([1000n, 3000n, 3000n])
  })

  it('counts what was settled: a charge comes back as it is due now, a settlement as itself', async () => {
    await post('2026-11-23')
    await endAssignment({ db, actor: admin, today }, { id, revision: 1, endOn: '2026-11-24', reason: null })
    const { runId } = await post('2026-11-30')
    const november = await chargeOf('2026-11-01')
    const shown = await previewUndoCharge({ db, actor: admin }, november)
    expect(shown.settling).toEqual([{ runId, lineCount: 1 }])
    expect(shown.instead).toMatchObject([{ kind: 'recurring', retailMinor: 800n, periodTo: '2026-11-25' }])
    const [credit] = await db.select().from(charges).where(eq(charges.kind, 'credit'))
    const alone = await previewUndoCharge({ db, actor: admin }, credit?.id ?? 0)
    expect(alone.instead).toMatchObject([{ kind: 'credit', retailMinor: -200n }])
    expect((await previewUndo({ db, actor: admin }, runId)).instead.sums).toEqual([
      { currency: 'USD', lineCount: 1, retailMinor: -200n },
    ])
    await undoRun({ db, actor: admin }, { runId, reason, now, today })
    await undo(november)
    expect((await previewUndoCharge({ db, actor: admin }, november)).instead).toEqual([])
    await post('2026-11-30')
    expect((await live()).map(row => row.retailMinor)).toEqual([800n])
  })

  it('is nothing where the assignment ended before the period', async () => {
    await post('2026-12-31')
    await endAssignment({ db, actor: admin, today }, { id, revision: 1, endOn: '2026-11-30', reason: null })
    expect((await previewUndoCharge({ db, actor: admin }, await chargeOf('2026-12-01'))).instead).toEqual([])
  })
})
