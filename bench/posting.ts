/** Posting where everything is due, beside a limit and a peer: the server's own INSERT … SELECT, and a bare pipeline. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { bareSeconds, makeBareTables } from './bare'
import { median } from './measure'
import { watchMemory } from './memory'
import { perCustomer } from './provider'

/** Once warm, this many months of it: a million assignments are long enough to be measured once. */
const roundsOf = (assignments: number) => Math.max(1, Math.min(3, Math.floor(150_000 / assignments)))

/** Months before the book starts, to fill the ledger with: the ratio of a deep ledger is taken at five times the book. */
const filledMonths = 5

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

async function runThrough(db: Db, throughOn: string, mode: 'post' | 'simulate' = 'post') {
  const now = new Date(`${throughOn}T09:00:00Z`)
  return runBilling(
    { db, actor: admin },
    { mode, throughOn, today: throughOn, now, batchSize: 5_000, concurrency: 2 },
  )
}

type Ends = { charge: number; entry: number }

async function endsOf(db: Db): Promise<Ends> {
  const [row] = await rowsOf<Ends>(
    db,
    sql`select coalesce((select max(id) from charges), 0)::float8 as charge, coalesce((select max(id) from ledger_entries), 0)::float8 as entry`,
  )
  return row ?? { charge: 0, entry: 0 }
}

/** Seconds for the server to write the charges and ledger entries after `ends` into tables with the same indexes. */
async function limitSeconds(db: Db, ends: Ends): Promise<number> {
  return timed(() =>
    db.transaction(async tx => {
      await tx.execute(
        sql`insert into limit_charges overriding system value select * from charges where id > ${ends.charge} order by id`,
      )
      await tx.execute(
        sql`insert into limit_ledger_entries overriding system value select * from ledger_entries where id > ${ends.entry} order by id`,
      )
    }),
  )
}

type Round = { postSeconds: number; limitSeconds: number; bareSeconds: number }

export type PostingFigures = {
  lines: number
  simulateSeconds: number
  againSeconds: number
  peakMemoryMiB: number
  /** On an empty ledger, or nearly; the median of the months. */
  shallow: Round
  /** With `filledRows` charges more in it. */
  deep: Round
  filledRows: number
}

/** Simulates, posts month after month beside limit and peer, posts again, fills the ledger and posts on. */
export async function benchPosting(db: Db, assignments: number): Promise<PostingFigures> {
  for (const table of ['charges', 'ledger_entries'])
    await db.execute(sql.raw(`create table limit_${table} (like ${table} including all)`))
  await makeBareTables(db)
  const rounds = roundsOf(assignments)
  const memory = watchMemory()
  let month = 0
  const next = async (): Promise<Round> => {
    month += 1
    const day = `2026-${String(month).padStart(2, '0')}-01`
    const ends = await endsOf(db)
    const postSeconds = await timed(() => runThrough(db, day))
    memory.pause()
    const round = {
      postSeconds,
      limitSeconds: await limitSeconds(db, ends),
      bareSeconds: await bareSeconds(db, day, assignments / perCustomer),
    }
    memory.resume()
    return round
  }
  const several = async (): Promise<Round> => {
    const all: Round[] = []
    for (let i = 0; i < rounds; i += 1) all.push(await next())
    return medianOf(all)
  }
  const simulateSeconds = await timed(() => runThrough(db, '2026-01-01', 'simulate'))
  // A short run is warmed up first; a long one is warm after its first seconds.
  if (rounds > 1) await next()
  const shallow = await several()
  const again: number[] = []
  for (let i = 0; i < 5; i += 1)
    again.push(await timed(() => runThrough(db, `2026-${String(month).padStart(2, '0')}-01`)))
  await fillLedger(db)
  const deep = await several()
  const [posted] = await rowsOf<{ lines: number }>(
    db,
    sql`select count(*)::int as lines from charges where billing_on = '2026-01-01'`,
  )
  return {
    lines: posted?.lines ?? 0,
    simulateSeconds,
    againSeconds: median(again),
    peakMemoryMiB: memory.stop(),
    shallow,
    deep,
    filledRows: assignments * filledMonths,
  }
}

const medianOf = (rounds: readonly Round[]): Round => ({
  postSeconds: median(rounds.map(r => r.postSeconds)),
  limitSeconds: median(rounds.map(r => r.limitSeconds)),
  bareSeconds: median(rounds.map(r => r.bareSeconds)),
})

/** Older months of the same charges and debits, oldest first. Limit and peer keep their own, shallow tables. */
async function fillLedger(db: Db): Promise<void> {
  const same =
    sql.raw(`run_id, assignment_id, customer_id, did_id, package_id, version_id, kind, attempt, change_number, quantity, unit_retail_micro,
    unit_cost_micro, numerator, denominator, retail_minor, cost_minor, currency, is_debited, explanation`)
  for (let back = filledMonths; back > 0; back -= 1) {
    const earlier = sql.raw(`- interval '${back} months'`)
    await db.transaction(async tx => {
      // Copies of good rows: no need to check each.
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(sql`with copied as (
          insert into charges (billing_on, posted_on, period_from, opens_on, period_to, ${same})
          select billing_on ${earlier}, billing_on ${earlier}, period_from ${earlier}, opens_on ${earlier}, period_to ${earlier}, ${same}
          from charges where billing_on = '2026-01-01' order by id
          returning id, run_id, customer_id, billing_on, retail_minor, currency
        )
        insert into ledger_entries (customer_id, kind, occurred_on, posted_on, amount_minor, balance_after_minor, currency, charge_id, run_id)
        select customer_id, 'charge', billing_on, billing_on, -retail_minor, 0, currency, id, run_id from copied order by id`)
    })
  }
  await db.execute(sql`analyze charges, ledger_entries`)
}
