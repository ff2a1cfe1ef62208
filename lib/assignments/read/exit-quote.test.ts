import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { describeDatabases } from '@/testing/database'
import { assign, assignmentRow, makeCustomer, makeManager, makePackage } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { endAssignmentSchema } from '../schema'
import { endAssignment } from '../write/end'
import { quoteExit } from './exit-quote'

describeDatabases('the exit quote', open => {
  let db: Db
  let owner: Actor
  let stranger: Actor
  beforeAll(async () => {
    db = await open()
    owner = await makeManager(db)
    stranger = await makeManager(db)
  })
  /** Monthly on 1 in advance since September, charged through today, 23 November. */
  const charged = async (terms: Record<string, unknown>) => {
    const customerId = await makeCustomer(db, { accountManagerId: owner.id })
    const packageId = await makePackage(db, { retail: '30', ...terms })
    const id = await assign(db, { packageId, customerId, startOn: '2026-09-01', pastDates: 'charge' })
    await runBilling({ db, actor: admin }, { mode: 'post', throughOn: today, now, today, customerId })
    return { id, customerId }
  }
  const quote = async (id: number, endOn: string | null, actor: Actor = admin) => {
    const found = await quoteExit({ db, actor, today }, { id, endOn })
    if (!found) throw new Error('no quote')
    return found
  }

  test('by the day, today is cheapest: the unused days of November come back', async () => {
    const { id } = await charged({ lastPeriod: 'prorate' })
    const found = await quote(id, '2026-12-10')
    expect(found.cheapest).toEqual({ endOn: today, chargesMinor: 0n, creditsMinor: -700n, netMinor: -700n })
    expect(found.periodEnds.map(({ endOn, netMinor }) => [endOn, netMinor])).toEqual([
      ['2026-11-30', 0n],
      ['2026-12-31', 3000n],
    ])
    // 10 of the 31 days of December: 9.677… once rounded.
    expect(found.chosen).toMatchObject({ chargesMinor: 968n, creditsMinor: 0n, isShort: false, lineCount: 1 })
  })

  test('in full, the last day that is paid for is cheapest', async () => {
    const { id } = await charged({ lastPeriod: 'full' })
    const found = await quote(id, today)
    expect(found.chosen).toMatchObject({ netMinor: 0n, lines: [] })
    expect(found.cheapest).toMatchObject({ endOn: '2026-11-30', netMinor: 0n })
  })

  test('minimum days move the earliest day, and with it the cheapest', async () => {
    const { id } = await charged({ lastPeriod: 'prorate', minimumDays: 100 })
    const found = await quote(id, today)
    expect([found.earliestEnd, found.minimumDays]).toEqual(['2026-12-09', 100])
    expect(found.chosen).toMatchObject({ isShort: true, netMinor: -700n })
    expect(found.cheapest).toMatchObject({ endOn: '2026-12-09', netMinor: 871n })
  })

  test('is what the run then charges and credits', async () => {
    const { id, customerId } = await charged({ lastPeriod: 'prorate', setupRetail: '5' })
    const { chosen } = await quote(id, '2026-12-10')
    const { revision } = await assignmentRow(db, id)
    await endAssignment(
      { db, actor: admin, today },
      endAssignmentSchema.parse({ id, revision, endOn: '2026-12-10' }),
    )
    const run = await runBilling(
      { db, actor: admin },
      {
        mode: 'simulate',
        throughOn: '2027-03-01',
        now,
        today,
        customerId,
      },
    )
    expect(run.totals.map(total => total.retailMinor)).toEqual([chosen?.netMinor])
  })

  test('what was credited is not credited again: the end stands until that is undone', async () => {
    const { id, customerId } = await charged({ lastPeriod: 'prorate', cost: '12' })
    const { revision } = await assignmentRow(db, id)
    expect((await quote(id, today)).chosen).toMatchObject({ creditsMinor: -700n })
    await endAssignment(
      { db, actor: admin, today },
      endAssignmentSchema.parse({ id, revision, endOn: '2026-11-25' }),
    )
    const before = await quote(id, '2026-11-25')
    expect(before.chosen?.creditsMinor).toBe(-500n)
    const run = { mode: 'post', throughOn: '2026-11-26', now, today: '2026-11-26', customerId } as const
    await runBilling({ db, actor: admin }, run)

    const after = await quote(id, '2026-11-25')
    expect(after.chosen).toMatchObject({ netMinor: 0n, lines: [] })
    // To the end of the month: the five days that came back are paid for after all.
    expect((await quote(id, '2026-11-30')).chosen).toMatchObject({ netMinor: 500n, creditsMinor: 0n })
    // Two days more, of the five that were left of what is paid for.
    const earlier = (await quote(id, today)).chosen
    expect(earlier?.lines).toMatchObject([
      { periodFrom: '2026-11-24', periodTo: '2026-11-26', retailMinor: -200n, costMinor: -80n },
    ])
  })

  test('a period that came back whole stays come back', async () => {
    const { id, customerId } = await charged({ lastPeriod: 'full' })
    const { revision } = await assignmentRow(db, id)
    const reason = 'never used'
    const wish = endAssignmentSchema.parse({ id, revision, endOn: '2026-10-31', reason })
    await endAssignment({ db, actor: admin, today }, wish)
    expect((await quote(id, '2026-10-31')).chosen).toMatchObject({ creditsMinor: -3000n })
    await runBilling({ db, actor: admin }, { mode: 'post', throughOn: today, now, today, customerId })
    const after = await quote(id, '2026-10-31')
    expect(after.chosen).toMatchObject({ netMinor: 0n, lines: [] })
  })

  test('an arrears period that is cut is charged for its days, and a one-time package owes nothing more', async () => {
    const arrears = await charged({ timing: 'arrears', lastPeriod: 'prorate' })
    // 20 of 30 days of November, dated 21 November: an end before today is an admin's to type.
    expect((await quote(arrears.id, '2026-11-20')).chosen).toMatchObject({ netMinor: 2000n })
    const once = await charged({ frequency: 'none', match: '' })
    expect(await quote(once.id, today)).toMatchObject({
      chosen: { netMinor: 0n },
      periodEnds: [],
      lastPeriod: null,
    })
  })

  test('an account manager gets it for their own and without cost, a stranger not at all', async () => {
    const { id } = await charged({ lastPeriod: 'prorate', cost: '12' })
    const seen = await quote(id, '2026-12-10', owner)
    expect(seen.chosen?.lines.map(line => line.costMinor)).toEqual([null])
    expect(await quoteExit({ db, actor: stranger, today }, { id, endOn: today })).toBeNull()
  })

  test('a day before its start, or none, is no choice', async () => {
    const { id } = await charged({})
    expect([(await quote(id, '2026-08-31')).chosen, (await quote(id, null)).chosen]).toEqual([null, null])
  })
})
