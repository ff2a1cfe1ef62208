import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { mostCounted } from '@/lib/listing/paging'
import { describeDatabases, withOwner } from '@/testing/database'
import { assign, makeCustomer, makeDid, makeManager, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { runBilling } from '../start'
import { type LineAsk, listRunLines } from './lines'

const throughOn = '2026-12-01'

describeDatabases('searching the charges of a run', open => {
  let db: Db
  let runId: number
  let seller: Awaited<ReturnType<typeof makeManager>>

  const ask = (more: Partial<LineAsk>, actor = admin) =>
    listRunLines({ db, actor }, { id: runId, mode: 'post' }, { search: '', ...more })
  const found = async (search: string, actor = admin) =>
    (await ask({ search }, actor)).rows.map(row => row.reference)

  beforeAll(async () => {
    db = await open()
    seller = await makeManager(db)
    const [first, second] = [
      await makeCustomer(db, { name: 'First & Co', accountManagerId: seller.id }),
      await makeCustomer(db, { name: 'Second Ltd' }),
    ]
    const popular = await makePackage(db, { name: 'Popular trunk' })
    const rare = await makePackage(db, { name: 'Rare line' })
    const did = await makeDid(db, first, { number: '442071234567' })
    // More than are counted, none of them due: what a search by reference or package meets first.
    await db.execute(sql`insert into assignments (reference, package_id, customer_id, payer_id, start_on)
      select 'BULK-' || i, ${popular}::bigint, ${second}::bigint, ${second}::bigint, date '2030-01-01'
      from generate_series(1, ${mostCounted + 50}::int) i`)
    await assign(db, { packageId: popular, customerId: second, reference: 'BULK-DUE' })
    await assign(db, { packageId: popular, customerId: first, reference: 'POP-1' })
    await assign(db, { packageId: rare, customerId: second, reference: 'RARE-1' })
    const moved = await assign(db, { packageId: rare, didId: did.id, reference: 'MOVED-1' })
    const run = await runBilling({ db, actor: admin }, { mode: 'post', throughOn, now: new Date(), today })
    runId = run.runId
    // As a release before left it: the number, and its assignment, have another payer now.
    await withOwner(db, async owner => {
      await owner.execute(sql`alter table assignments disable trigger assignments_one_payer`)
      await owner.execute(sql`update dids set customer_id = ${second} where id = ${did.id}`)
      await owner.execute(
        sql`update assignments set payer_id = ${second}, payers_before = array[${first}::bigint] where id = ${moved}`,
      )
      await owner.execute(sql`alter table assignments enable trigger assignments_one_payer`)
    })
  })

  test('they stand customer by customer', async () => {
    const { rows, count } = await ask({})
    expect(rows.map(row => row.reference)).toEqual(['POP-1', 'MOVED-1', 'BULK-DUE', 'RARE-1'])
    expect(count).toBe(4)
  })

  test('finds those of a customer, of a package that few have, and of one that more have than are counted', async () => {
    expect(await found('second')).toEqual(['BULK-DUE', 'RARE-1'])
    expect(await found('rare')).toEqual(['MOVED-1', 'RARE-1'])
    expect(await found('popular')).toEqual(['POP-1', 'BULK-DUE'])
    expect(await found('nobody')).toEqual([])
  })

  test('finds those of an assignment also where more have such a reference than are counted', async () => {
    expect(await found('bulk-')).toEqual(['BULK-DUE'])
    expect((await ask({ search: 'bulk-' })).count).toBe(1)
  })

  test('finds by reference and number what somebody else paid for before', async () => {
    const [payer] = await rowsOf<{ name: string }>(
      db,
      sql`select c.name from assignments a join customers c on c.id = a.payer_id where a.reference = 'MOVED-1'`,
    )
    expect(payer?.name).toBe('Second Ltd')
    expect(await found('moved-1')).toEqual(['MOVED-1'])
    expect(await found('+44 20 7123 4567')).toEqual(['MOVED-1'])
  })

  test('finds for an account manager only what their customers paid', async () => {
    expect(await found('popular', seller)).toEqual(['POP-1'])
    expect(await found('bulk-', seller)).toEqual([])
    expect(await found('line', seller)).toEqual(['MOVED-1'])
  })

  test('narrows what it finds by kind and currency', async () => {
    const kinds = async (kind: string) => (await ask({ search: 'rare', kind })).count
    expect(await kinds('recurring')).toBe(2)
    expect(await kinds('setup')).toBe(0)
    expect((await ask({ search: 'bulk-', currency: 'EUR' })).rows).toEqual([])
  })
})
