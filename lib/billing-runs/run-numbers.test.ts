import { asc } from 'drizzle-orm'
import pg from 'pg'
import { beforeEach, expect, it } from 'vitest'
import { poolDatabase, prepareConnection } from '@/db/postgres'
import type { Db } from '@/db/rows'
import { billingRuns } from '@/db/schema/billing'
import { commandLineActor as admin } from '@/lib/access/actor'
import { createPostgresDatabase, describeDatabases } from '@/testing/database'
import { startRun } from './start'

const today = '2026-11-23'
const options = { mode: 'post', throughOn: today, now: new Date(`${today}T09:00:00Z`), today } as const

const numbersOf = async (db: Db) =>
  (await db.select({ id: billingRuns.id }).from(billingRuns).orderBy(asc(billingRuns.id))).map(run => run.id)

describeDatabases('the numbers of runs', open => {
  let db: Db
  beforeEach(async () => {
    db = await open({ fresh: true })
  })

  it('begin with 1 and have no gap where a start was rolled back', async () => {
    await startRun(db, admin, options)
    for (let i = 0; i < 3; i += 1) {
      const start = db.transaction(async tx => {
        await startRun(tx, admin, options)
        throw new Error('no')
      })
      await expect(start).rejects.toThrow('no')
    }
    await startRun(db, admin, { ...options, mode: 'simulate' })
    expect(await numbersOf(db)).toEqual([1, 2])
  })

  it('have no gap and no number twice where eight start at once, some in vain', async () => {
    const starts = Array.from({ length: 16 }, (_, i) =>
      db.transaction(async tx => {
        await startRun(tx, admin, options)
        if (i % 2 === 0) throw new Error('no')
      }),
    )
    await Promise.allSettled(starts)
    expect(await numbersOf(db)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })
})

it('the number of a run whose connection is cut before the commit is the next one’s', async () => {
  const connectionString = await createPostgresDatabase()
  const pool = new pg.Pool({ connectionString, max: 2, onConnect: prepareConnection })
  pool.on('error', () => {})
  const db = poolDatabase(pool)
  await startRun(db, admin, options)
  const cut = db.transaction(async tx => {
    await startRun(tx, admin, options)
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
    )
    await startRun(tx, admin, options)
  })
  await expect(cut).rejects.toThrow()
  await startRun(db, admin, options)
  expect(await numbersOf(db)).toEqual([1, 2])
  await pool.end()
})
