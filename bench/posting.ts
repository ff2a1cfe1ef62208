/** Posting, beside the limit: the same finished rows written by the server itself into copies of the tables. */
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { type Db, rowsOf } from '@/db/client'
import { poolDatabase } from '@/db/postgres'
import { commandLineActor as admin } from '@/lib/actor'
import { runBilling } from '@/lib/billing-runs/run'

const day = '2026-01-01'
const options = {
  throughOn: day,
  today: day,
  now: new Date(`${day}T09:00:00Z`),
  batchSize: 5_000,
  concurrency: 2,
} as const

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/** Seconds for one server-side INSERT ... SELECT of all charges and ledger entries into tables with the same indexes. */
async function limitSeconds(db: Db): Promise<number> {
  await db.execute(sql`create table limit_charges (like charges including all)`)
  await db.execute(sql`create table limit_entries (like ledger_entries including all)`)
  const seconds = await timed(async () => {
    await db.transaction(async tx => {
      await tx.execute(
        sql`insert into limit_charges overriding system value select * from charges order by id`,
      )
      await tx.execute(
        sql`insert into limit_entries overriding system value select * from ledger_entries order by id`,
      )
    })
  })
  await db.execute(sql`drop table limit_charges, limit_entries`)
  return seconds
}

export type PostingFigures = {
  lines: number
  simulateSeconds: number
  postSeconds: number
  againSeconds: number
  limitSeconds: number
  peakMemoryMiB: number
}

/** Simulates, posts, posts again, and writes the limit, on a provider where everything is due. */
export async function benchPosting(url: string): Promise<PostingFigures> {
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  const db = poolDatabase(pool)
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 50)
  try {
    const simulateSeconds = await timed(() => runBilling(db, admin, { ...options, mode: 'simulate' }))
    const postSeconds = await timed(() => runBilling(db, admin, { ...options, mode: 'post' }))
    const againSeconds = await timed(() => runBilling(db, admin, { ...options, mode: 'post' }))
    const rows = await rowsOf<{ lines: number }>(db, sql`select count(*)::int as lines from charges`)
    return {
      lines: rows[0]?.lines ?? 0,
      simulateSeconds,
      postSeconds,
      againSeconds,
      limitSeconds: await limitSeconds(db),
      peakMemoryMiB: peak / 1_048_576,
    }
  } finally {
    clearInterval(watch)
    await pool.end()
  }
}
