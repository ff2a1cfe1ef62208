import { asc, eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { charges } from '@/db/schema/billing'
import { commandLineActor as admin } from '@/lib/access/actor'
import { endAssignment } from '@/lib/assignments/write/end'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { undoCharge } from '@/lib/charges/write'
import { didEditSchema } from '@/lib/dids/schema'
import { updateDid } from '@/lib/dids/write/dids'
import { listWaivers } from '@/lib/waivers/read/waivers'
import { unwaiveCharge, waiveCharges } from '@/lib/waivers/write/waive-chosen'
import { describeDatabases } from '@/testing/database'
import { assign, assignmentRow, makeCustomer, makeDid, makePackage } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { runBilling } from '../start'
import { undoRun } from './undo'

const reason = 'charged by mistake'

describeDatabases('a period that is opened again', open => {
  let db: Db
  beforeEach(async () => {
    db = await open({ fresh: true })
  })

  const post = (throughOn = today) =>
    runBilling({ db, actor: admin }, { mode: 'post', throughOn, now, today })

  async function start(pack: Record<string, unknown>) {
    const packageId = await makePackage(db, pack)
    const customerId = await makeCustomer(db)
    return assign(db, { packageId, customerId, startOn: '2026-09-01', pastDates: 'charge' })
  }

  async function end(id: number, endOn: string) {
    const { revision } = await assignmentRow(db, id)
    await endAssignment({ db, actor: admin, today }, { id, revision, endOn, reason: null })
  }

  /** Live charges: `kind billed-on from to amount`. */
  async function live(): Promise<string[]> {
    const rows = await rowsOf<{ line: string }>(
      db,
      sql`select concat_ws(' ', c.kind, c.billing_on, c.period_from, c.period_to, c.retail_minor) as line from charges c
        where c.kind <> 'reversal' and not exists (select 1 from charges r where r.reverses_id = c.id) order by c.period_from, c.id`,
    )
    return rows.map(row => row.line)
  }

  const september = 'recurring 2026-10-01 2026-09-01 2026-10-01 1000'

  it.each([
    ['a charge in arrears', { timing: 'arrears' }, 'recurring'],
    ['a minimum spend', { minimumSpend: true }, 'minimum_spend'],
  ])('by the undo of %s is charged on the day after an end that was set since', async (_, pack, kind) => {
    const id = await start(pack)
    await post()
    await end(id, '2026-10-10')
    expect((await post()).chargedCount).toBe(0)
    const [, october] = await db.select({ id: charges.id }).from(charges).orderBy(asc(charges.periodFrom))
    await undoCharge({ db, actor: admin, today }, { chargeId: october?.id ?? 0, reason, waive: false })
    expect((await post()).chargedCount).toBe(1)
    expect((await live()).at(-1)).toBe(`${kind} 2026-10-11 2026-10-01 2026-10-11 1000`)
    expect(await checkLedger(db)).toEqual([])
  })

  it('by taking its waiver back is charged on the day after an end that was set since', async () => {
    const id = await start({ timing: 'arrears' })
    const line = {
      assignmentId: id,
      kind: 'recurring' as const,
      periodFrom: '2026-10-01',
      billingOn: '2026-11-01',
    }
    await waiveCharges({ db, actor: admin }, { lines: [line], outcome: 'waived', reason })
    await end(id, '2026-10-10')
    await post()
    expect(await live()).toEqual([september])
    const [waiver] = await listWaivers({ db, actor: admin }, null)
    await unwaiveCharge({ db, actor: admin }, waiver?.id ?? 0)
    await post()
    expect(await live()).toEqual([september, 'recurring 2026-10-11 2026-10-01 2026-10-11 1000'])
  })

  it('takes its settlement back, also when the number has moved to another customer since', async () => {
    const packageId = await makePackage(db, { lastPeriod: 'prorate' })
    const [customerId, next] = [await makeCustomer(db), await makeCustomer(db)]
    const did = await makeDid(db, customerId)
    const id = await assign(db, {
      packageId,
      didId: did.id,
      startOn: '2026-11-01',
      pastDates: 'charge',
    })
    const { runId } = await post()
    const { number } = did
    await updateDid(
      { db, actor: admin, today },
      didEditSchema.parse({
        ...{ id: did.id, revision: 1, number, carrier: '', isEnabled: true },
        ...{ customerId: next, openAssignments: 'move' },
      }),
    )
    // The ends of a moved number are one list: typed on what it went on as, they cut the period of who paid before.
    const [moved] = await db.select().from(assignments).where(eq(assignments.movedFromId, id))
    await end(moved?.id ?? 0, '2026-11-25')
    const credit = await post('2026-11-30')
    expect(credit.chargedCount).toBe(1)
    await undoRun({ db, actor: admin }, { runId, reason, now, today })
    expect(await live()).toEqual([])
    expect(await checkLedger(db)).toEqual([])
    await post('2026-11-30')
    expect(await live()).toEqual(['recurring 2026-11-01 2026-11-01 2026-11-26 833'])
  })
})
