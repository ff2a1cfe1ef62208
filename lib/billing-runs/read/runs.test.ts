import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { getCharge } from '@/lib/charges/read/receipt'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeDid, makeManager, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { runBilling } from '../start'
import { undoRun } from '../undo/undo'
import { listRunLines } from './lines'
import { countSkips, getRun, getRunProgress, listRuns } from './runs'

const now = new Date('2026-11-23T10:00:00Z')
const throughOn = '2026-12-01'

describeDatabases('what pages read of runs', open => {
  let db: Db
  let manager: Actor & { id: string }
  let own: number
  let simulation: number
  let posted: number

  const ask = { search: '' }
  const run = (actor: Actor, mode: 'simulate' | 'post', through = throughOn) =>
    runBilling({ db, actor }, { mode, throughOn: through, now: new Date(), today })

  beforeAll(async () => {
    db = await open()
    manager = await makeManager(db)
    own = await makeCustomer(db, { accountManagerId: manager.id, name: 'Own & Co' })
    const other = await makeCustomer(db, { name: 'Another user' })
    const packageId = await makePackage(db, { setupRetail: '5', name: 'Line rental' })
    const did = await makeDid(db, own, { number: '442071234567' })
    await assign(db, { packageId, customerId: own, reference: 'OWN-1' })
    await assign(db, { packageId, didId: did.id, reference: 'OWN-2' })
    await assign(db, { packageId, customerId: other, reference: 'ELSE-1', quantity: 3 })
    await assign(db, {
      packageId: await makePackage(db, { retail: '0', cost: '0', name: 'Gratis' }),
      customerId: other,
      reference: 'FREE-1',
    })
    simulation = (await run(manager, 'simulate')).runId
    posted = (await run(admin, 'post')).runId
  })

  test('an account manager lists the simulations they started, and no cost is read', async () => {
    const { rows } = await listRuns({ db, actor: manager }, { now })
    expect(rows.map(row => row.id)).toEqual([simulation])
    expect(rows[0]?.sums).toEqual([{ currency: 'USD', lineCount: 4, retailMinor: 3000n, costMinor: null }])
    expect(await getRun({ db, actor: manager }, posted)).toBeNull()
    expect(await getRunProgress({ db, actor: manager }, posted)).toBeNull()
  })

  test('an account manager who may see cost gets it', async () => {
    const { rows } = await listRuns({ db, actor: { ...manager, canSeeCost: true } }, { now })
    expect(rows[0]?.sums[0]?.costMinor).toBe(800n)
  })

  test('an admin lists every run, newest first, by mode and by state', async () => {
    expect((await listRuns({ db, actor: admin }, { now })).rows.map(row => row.id)).toEqual([
      posted,
      simulation,
    ])
    expect((await listRuns({ db, actor: admin }, { now, mode: 'post' })).rows.map(row => row.id)).toEqual([
      posted,
    ])
    expect((await listRuns({ db, actor: admin }, { now, state: 'interrupted' })).rows).toEqual([])
    expect((await listRuns({ db, actor: admin }, { now, state: 'completed' })).rows).toHaveLength(2)
  })

  test('a run, or an undo, that is silent for a minute is found as one that died; so is an undo that met something', async () => {
    const found = async (state: string) =>
      (await listRuns({ db, actor: admin }, { now: new Date(), state })).rows.map(row => row.id)
    const states = ['running', 'interrupted', 'undoing', 'undo_stopped']
    const as = async (status: string, secondsAgo: number, failure: string | null) => {
      await db.execute(
        sql`update billing_runs set status = ${status}, failure = ${failure},
          heartbeat_at = now() - make_interval(secs => ${secondsAgo}) where id = ${posted}`,
      )
      return Promise.all(states.map(async state => ((await found(state)).includes(posted) ? state : '')))
    }
    expect(await as('running', 5, null)).toEqual(['running', '', '', ''])
    expect(await as('running', 90, null)).toEqual(['', 'interrupted', '', ''])
    expect(await as('undoing', 5, null)).toEqual(['', '', 'undoing', ''])
    expect(await as('undoing', 90, null)).toEqual(['', '', '', 'undo_stopped'])
    expect(await as('undoing', 5, 'Undo #7 first.')).toEqual(['', '', '', 'undo_stopped'])
    await as('completed', 5, null)
  })

  test('cursors lead to older runs and back', async () => {
    const older = await listRuns({ db, actor: admin }, { now, after: posted })
    expect(older.rows.map(row => row.id)).toEqual([simulation])
    expect(older.next).toBeNull()
    expect(older.previous).toBe(String(simulation))
    const newer = await listRuns({ db, actor: admin }, { now, before: simulation })
    expect(newer.rows.map(row => row.id)).toEqual([posted])
  })

  test('lines of a simulation hold the manager’s own customers, without cost', async () => {
    const { rows } = await listRunLines({ db, actor: manager }, { id: simulation, mode: 'simulate' }, ask)
    expect(new Set(rows.map(row => row.customer))).toEqual(new Set(['Own & Co']))
    expect(rows.every(row => row.costMinor === null)).toBe(true)
    expect(rows.map(row => row.state)).toEqual(['planned', 'planned', 'planned', 'planned'])
  })

  test('a customer handed to somebody else takes their lines along', async () => {
    const stranger = await makeManager(db)
    const { rows } = await listRunLines({ db, actor: stranger }, { id: simulation, mode: 'simulate' }, ask)
    expect(rows).toEqual([])
  })

  test('lines of a posted run are found by customer, number, package and reference', async () => {
    const found = async (search: string) =>
      (await listRunLines({ db, actor: admin }, { id: posted, mode: 'post' }, { search })).rows.map(
        row => row.reference,
      )
    expect(await found('own &')).toEqual(['OWN-1', 'OWN-2', 'OWN-1', 'OWN-2'])
    expect(await found('+44 20 7123')).toEqual(['OWN-2', 'OWN-2'])
    expect(await found('else-1')).toEqual(['ELSE-1', 'ELSE-1'])
    expect(await found('line rental')).toHaveLength(6)
    expect(await found('100%')).toEqual([])
  })

  test('lines narrow by kind, currency, outcome and reason', async () => {
    const lines = (more: object) =>
      listRunLines({ db, actor: admin }, { id: posted, mode: 'post' }, { ...ask, ...more })
    expect((await lines({ kind: 'setup' })).rows).toHaveLength(3)
    expect((await lines({ currency: 'EUR' })).rows).toEqual([])
    const skipped = (await lines({ outcome: 'skipped', reason: 'zero' })).rows
    expect(skipped.map(row => [row.state, row.reference])).toContainEqual(['skipped', 'FREE-1'])
    expect((await lines({ outcome: 'skipped', reason: 'funds_short' })).rows).toEqual([])
    expect(await countSkips(db, posted)).toEqual([{ reason: 'zero', count: skipped.length }])
  })

  test('a receipt shows terms, balance and run; not another manager’s charge, and no cost', async () => {
    const { rows } = await listRunLines(
      { db, actor: admin },
      { id: posted, mode: 'post' },
      { search: 'ELSE-1', kind: 'recurring' },
    )
    const id = rows[0]?.chargeId ?? 0
    const charge = await getCharge({ db, actor: admin }, id)
    expect(charge).toMatchObject({
      quantity: 3,
      retailMinor: 3000n,
      costMinor: 1200n,
      versionNumber: 1,
      runId: posted,
    })
    expect(charge?.entry?.amountMinor).toBe(-3000n)
    expect(await getCharge({ db, actor: manager }, id)).toBeNull()
    const mine = (await listRunLines({ db, actor: admin }, { id: posted, mode: 'post' }, { search: 'OWN-1' }))
      .rows[0]
    const seen = await getCharge({ db, actor: manager }, mine?.chargeId ?? 0)
    expect(seen).toMatchObject({ costMinor: null, unitCostMicro: null })
    expect(seen?.terms.costMicro).toBeNull()
  })

  test('undone charges are marked and their mirror entries are lines of the run', async () => {
    await undoRun({ db, actor: admin }, { runId: posted, reason: 'wrong date', now, today })
    const { rows } = await listRunLines({ db, actor: admin }, { id: posted, mode: 'post' }, ask)
    expect(rows.filter(row => row.state === 'undone')).toHaveLength(6)
    expect(rows.filter(row => row.state === 'reversal')).toHaveLength(6)
    const run = await getRun({ db, actor: admin }, posted)
    expect(run).toMatchObject({ status: 'undone', undoReason: 'wrong date', reversedCount: 6 })
  })
})
