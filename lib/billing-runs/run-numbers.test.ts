import { asc, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/rows'
import { billingRuns } from '@/db/schema/billing'
import { commandLineActor as admin } from '@/lib/access/actor'
import { describeDatabases, describePostgres } from '@/testing/database'
import { now, today } from '@/testing/today'
import { startRun } from './start'

const options = { mode: 'post', throughOn: today, now, today } as const

const numbersOf = async (db: Db) =>
  (await db.select({ id: billingRuns.id }).from(billingRuns).orderBy(asc(billingRuns.id))).map(run => run.id)

describeDatabases('the numbers of runs', open => {
  let db: Db
  beforeEach(async () => {
    db = await open({ fresh: true })
  })

  it('begin with 1 and have no gap where a start was rolled back', async () => {
    await startRun({ db, actor: admin }, options)
    for (let i = 0; i < 3; i += 1) {
      const start = db.transaction(async tx => {
        await startRun({ db: tx, actor: admin }, options)
        throw new Error('no')
      })
      await expect(start).rejects.toThrow('no')
    }
    await startRun({ db, actor: admin }, { ...options, mode: 'simulate' })
    expect(await numbersOf(db)).toEqual([1, 2])
  })

  it('have no gap and no number twice where eight start at once, some in vain', async () => {
    const starts = Array.from({ length: 16 }, (_, i) =>
      db.transaction(async tx => {
        await startRun({ db: tx, actor: admin }, options)
        if (i % 2 === 0) throw new Error('no')
      }),
    )
    await Promise.allSettled(starts)
    expect(await numbersOf(db)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })
})

describePostgres('the number of a run', open => {
  it('whose connection is cut before the commit is the next one’s', async () => {
    const db = await open()
    await startRun({ db, actor: admin }, options)
    const cut = db.transaction(async tx => {
      await startRun({ db: tx, actor: admin }, options)
      await db.execute(
        sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
      )
      await startRun({ db: tx, actor: admin }, options)
    })
    await expect(cut).rejects.toThrow()
    await startRun({ db, actor: admin }, options)
    expect(await numbersOf(db)).toEqual([1, 2])
  })
})
