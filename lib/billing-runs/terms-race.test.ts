import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { getPackage } from '@/lib/packages/read/packages'
import { updatePackage } from '@/lib/packages/write/packages'
import { planBatch } from '@/lib/planning/batch'
import { describePostgres } from '@/testing/database'
import { assign, assignmentRow, makeCustomer, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { toDay } from '../calendar-date'
import { packageEditSchema } from '../packages/schema'
import { writePointers } from './write'

describePostgres('a change of terms while a run plans by the old ones', open => {
  it('waits for the batch, and the next run looks from the day of the change on', async () => {
    const db = await open()
    const customerId = await makeCustomer(db)
    const packageId = await makePackage(db)
    const id = await assign(db, { packageId, customerId })
    const was = await getPackage({ db, actor: admin, today }, packageId)
    const input = packageEditSchema.parse({
      ...{ id: packageId, revision: was?.revision, name: was?.name, currency: 'USD', retail: '20' },
      ...{ frequency: 'daily', match: '', effectiveOn: '2026-11-25', appliesTo: 'all' },
    })
    const isWaiting = async () => {
      const [found] = await rowsOf<{ count: number }>(
        db,
        sql`select count(*)::int as count from pg_locks l join pg_database d on d.oid = l.database
          where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`,
      )
      return (found?.count ?? 0) > 0
    }
    let change: Promise<unknown> | undefined
    await db.transaction(async tx => {
      const plan = await planBatch(tx, [customerId], toDay(today), { lock: true, lookUpAll: false })
      let isDone = false
      change = updatePackage({ db, actor: admin, today }, input).finally(() => {
        isDone = true
      })
      while (!isDone && !(await isWaiting()));
      await writePointers(tx, plan.pointers, toDay(today))
    })
    await change
    expect((await assignmentRow(db, id)).nextDueOn).toBe('2026-11-25')
  })
})
