import { and, eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { billingRunLines, charges } from '@/db/schema/billing'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { sumDiff } from '@/lib/charges/read/compare'
import { getPackage } from '@/lib/packages/read/packages'
import { updatePackage } from '@/lib/packages/write/packages'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { packageEditSchema } from '../packages/schema'
import { resumeRun } from './control'
import { listChargedBy } from './read/charged-before'
import { listChosen, listSlowest } from './read/names'
import { getRun, listRuns } from './read/runs'
import { countShortfalls, listShortfalls } from './read/shortfalls'
import { readScope } from './scope'
import { executeRun, runBilling, startRun } from './start'
import type { RunOptions } from './work'

describeDatabases('the scope of a run', open => {
  let db: Db
  let ids: number[] = []
  let [trunk, seat] = [0, 0]
  beforeEach(async () => {
    db = await open({ fresh: true })
    trunk = await makePackage(db, { name: 'Trunk', retail: '10' })
    seat = await makePackage(db, { name: 'Seat', retail: '7' })
    ids = []
    for (const name of ['Acme', 'Beta', 'Gamma', 'Delta']) {
      const customerId = await makeCustomer(db, { name })
      ids.push(customerId)
      for (const packageId of [trunk, seat]) {
        await assign(db, { packageId, customerId, startOn: '2026-11-01', pastDates: 'charge' })
      }
    }
  })

  const run = (options: Partial<RunOptions>, actor: Actor = admin) =>
    runBilling({ db, actor }, { mode: 'post', throughOn: today, now, today, ...options })
  const rowOf = async (id: number) => {
    const found = await getRun({ db, actor: admin }, id)
    if (!found) throw new Error('no run')
    return found
  }
  const pointers = () =>
    rowsOf<{ id: number; next: string }>(
      db,
      sql`select assignment_id::float8 as id, next_due_on::text as next from assignment_pointers order by 1`,
    )

  it('posts for the customers that were chosen and moves nobody else on', async () => {
    const chosen = ids.slice(0, 2)
    const posted = await run({ customerIds: [...chosen, ...chosen] })
    expect(posted.chargedCount).toBe(4)
    const payers = await db
      .selectDistinct({ id: charges.customerId })
      .from(charges)
      .orderBy(charges.customerId)
    expect(payers.map(row => row.id)).toEqual(chosen)
    expect((await pointers()).filter(row => row.next === '2026-11-01')).toHaveLength(4)
    expect((await run({})).chargedCount).toBe(4)
    expect(await checkLedger(db)).toEqual([])
  })

  it('keeps the selection with the run, its audit row and its names; one customer is named in the list', async () => {
    const { runId } = await run({ mode: 'simulate', customerIds: ids.slice(0, 3), packageIds: [seat] })
    const found = await rowOf(runId)
    expect(found).toMatchObject({ customerId: null, customerCount: 3, packageCount: 1, chargedCount: 3 })
    expect(await readScope(db, found)).toMatchObject({ customerIds: ids.slice(0, 3), packageIds: [seat] })
    const chosen = await listChosen({ db, actor: admin }, found)
    expect(chosen.customers.map(c => c.name)).toEqual(['Acme', 'Beta', 'Gamma'])
    expect(chosen.packages.map(p => p.name)).toEqual(['Seat'])
    const audited = and(eq(auditLog.entity, 'billing_run'), eq(auditLog.entityId, String(runId)))
    const [row] = await db.select({ after: auditLog.after }).from(auditLog).where(audited)
    expect(row?.after).toMatchObject({ customers: ids.slice(0, 3).join(', '), packages: String(seat) })
    await run({ mode: 'simulate', customerIds: ids.slice(3) })
    const [newest] = (await listRuns({ db, actor: admin }, { now })).rows
    expect(newest).toMatchObject({ customer: 'Delta', customerCount: 0 })
  })

  it('is the same when the run is resumed', async () => {
    const started = await startRun(
      { db, actor: admin },
      {
        mode: 'post',
        throughOn: today,
        now,
        today,
        customerIds: ids.slice(1, 3),
      },
    )
    await db.execute(sql`update billing_runs set status = 'paused' where id = ${started.runId}`)
    const resumed = await resumeRun({ db, actor: admin }, started.runId)
    expect(resumed.scope).toEqual(started.scope)
    expect((await executeRun(db, resumed, {})).chargedCount).toBe(4)
  })

  it('counts as already charged only what lies in it', async () => {
    const first = await run({ customerIds: ids.slice(0, 2) })
    const again = await run({ mode: 'simulate', customerIds: ids.slice(1, 3), packageIds: [trunk] })
    expect(again).toMatchObject({ chargedCount: 1, alreadyChargedCount: 1 })
    const scope = await readScope(db, await rowOf(again.runId))
    expect(await listChargedBy(db, scope, today, again.runId)).toEqual([{ runId: first.runId, count: 1 }])
  })

  it('leaves packages and scheduled prices out in simulations alone', async () => {
    const refusals = [run({ packageIds: [seat] }), run({ catalogue: 'today' })]
    for (const refused of refusals) expect((await refusalOf(refused)).message).toMatch(/Only a simulation/)
    expect(await db.$count(charges)).toBe(0)
  })

  it('shows what a scheduled price does when today’s catalogue is simulated beside it', async () => {
    const was = await getPackage({ db, actor: admin, today }, trunk)
    if (!was) throw new Error('no package')
    const { name, revision } = was
    const edit = { id: trunk, name, revision, retail: '12', cost: '4', frequency: 'monthly', match: '1' }
    const change = { effectiveOn: '2026-12-01', appliesTo: 'all' }
    await updatePackage({ db, actor: admin, today }, packageEditSchema.parse({ ...edit, ...change }))
    const ask = { mode: 'simulate', throughOn: '2026-12-31' } as const
    const before = await run({ ...ask, catalogue: 'today' })
    const after = await run(ask)
    expect((await rowOf(before.runId)).catalogueOn).toBe(today)
    expect((await rowOf(after.runId)).catalogueOn).toBeNull()
    const diff = { beforeRun: before.runId, afterRun: after.runId }
    expect(await sumDiff({ db, actor: admin }, diff)).toMatchObject([
      { newCount: 0, goneCount: 0, changedCount: 4, sameCount: 12, beforeMinor: 13600n, afterMinor: 14400n },
    ])
  })

  it('is only what the actor serves', async () => {
    const manager = await makeManager(db)
    const mine = await makeCustomer(db, { accountManagerId: manager.id })
    await assign(db, { packageId: trunk, customerId: mine, startOn: '2026-11-01', pastDates: 'charge' })
    const [other = 0] = ids
    await refusalOf(run({ mode: 'simulate', customerIds: [mine, other] }, manager))
    await refusalOf(run({ mode: 'simulate', customerIds: [mine, 999_999] }))
    expect((await run({ mode: 'simulate', customerIds: [mine] }, manager)).chargedCount).toBe(1)
    expect((await run({ mode: 'simulate', packageIds: [trunk] }, manager)).chargedCount).toBe(1)
  })

  it('tells who goes below zero, simulated and posted alike, the deepest first, and only where something is debited', async () => {
    const [first = 0, second = 0, third = 0] = ids
    await db.execute(sql`update customers set debit_limit_minor = 1500 where id = ${second}`)
    await db.execute(sql`update customers set debit_limit_minor = 1700 where id = ${third}`)
    await db.execute(sql`update assignments set auto_decrement_credit = false where payer_id = ${ids[3]}`)
    const told = async (options: Partial<RunOptions>) => {
      const { runId } = await run(options)
      expect(await countShortfalls({ db, actor: admin }, runId)).toBe(2)
      const { rows } = await listShortfalls({ db, actor: admin }, runId, { search: '' })
      return rows.map(({ customerId, beforeMinor, afterMinor }) => [customerId, beforeMinor, afterMinor])
    }
    const expected = [
      [first, 0n, -1700n],
      [second, 1500n, -200n],
    ]
    expect(await told({ mode: 'simulate' })).toEqual(expected)
    expect(await told({})).toEqual(expected)
    expect((await listShortfalls({ db, actor: admin }, 1, { search: 'beta' })).rows).toHaveLength(1)
    const place = { search: '', after: `-1700_${first}` }
    expect((await listShortfalls({ db, actor: admin }, 1, place)).rows.map(row => row.customerId)).toEqual([
      second,
    ])
  })

  it('keeps where the time went and whose batch was the slowest', async () => {
    const { runId } = await run({ batchSize: 2 })
    const found = await rowOf(runId)
    expect(found.loadMs + found.planMs + found.writeMs).toBeGreaterThan(0)
    expect(found.slowestMs).toBeGreaterThan(0)
    expect([found.slowestCount, found.slowestFromId]).toEqual([2, found.slowestToId])
    expect(await listSlowest({ db, actor: admin }, found)).toHaveLength(1)
    expect(await db.$count(billingRunLines)).toBe(0)
  })
})
