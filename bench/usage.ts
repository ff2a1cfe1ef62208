/** Usage in the millions: minimum spend over it beside a bare sum, and the importer beside a bare COPY. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { toDay } from '@/lib/calendar-date'
import { fileOnDisk } from '@/lib/imports/source'
import { importFile } from '@/lib/imports/write/import'
import { planBatch } from '@/lib/planning/batch'
import { median } from './measure'
import { watchMemory } from './memory'

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/** Customers with a monthly minimum spend each, and `rows` of usage over January, in the order in which calls are made. */
async function makeSpenders(db: Db, customers: number, rows: number): Promise<void> {
  await db.execute(sql`insert into customers (account_code, name, currency)
    select 'C' || lpad(i::text, 7, '0'), 'Customer ' || i, 'USD' from generate_series(1, ${customers}::int) i`)
  await db.execute(
    sql`insert into packages (code, name, currency) values ('commitment', 'Commitment', 'USD')`,
  )
  await db.execute(sql`insert into package_versions (package_id, number, effective_on, retail_micro, frequency, match, minimum_spend, timing)
    select id, 1, '1970-01-01', 50000000, 'monthly', array[1]::smallint[], true, 'arrears' from packages`)
  await db.execute(sql`insert into assignments (reference, package_id, customer_id, payer_id, start_on)
    select 'A' || c.id, p.id, c.id, c.id, '2026-01-01' from customers c cross join packages p order by c.id`)
  await db.execute(sql`insert into usage (usage_id, customer_id, started_at, started_on, destination, seconds, charge_micro)
    select 'U' || i, 1 + (i::bigint * 7919) % ${customers}::int, at, at::date, '44207946' || lpad((i % 10000)::text, 4, '0'), 1 + i % 600, 10000 + i % 90000
    from (select i, timestamptz '2026-01-01 00:00:00+00' + make_interval(secs => i::float8 * 2678000 / ${rows}::int) as at
      from generate_series(1, ${rows}::int) i) made`)
  // As autovacuum leaves it: the planner knows the tables, and pages that all can see are known as such.
  await db.execute(sql`vacuum (analyze) usage`)
  await db.execute(sql`analyze`)
}

export type SpendFigures = { customers: number; rows: number; planSeconds: number; sumSeconds: number }

/** Plans every customer's window, in batches as a run does; beside it one `sum … group by` over the same rows. */
export async function benchSpend(db: Db, customers: number, rows: number): Promise<SpendFigures> {
  await makeSpenders(db, customers, rows)
  const plan = async () => {
    let lines = 0
    for (let from = 1; from <= customers; from += 5_000) {
      const ids = Array.from({ length: Math.min(5_000, customers - from + 1) }, (_, i) => from + i)
      const planned = await planBatch(db, ids, toDay('2026-02-01'), { lock: false, lookUpAll: false })
      lines += planned.lines.length
    }
    if (lines !== customers) throw new Error(`${lines} windows of ${customers}`)
  }
  const bare = () =>
    db.execute(sql`select count(*) from (select customer_id, sum(charge_micro) as spent from usage
      where started_on >= '2026-01-01' and started_on < '2026-02-01' group by customer_id) sums`)
  const plans: number[] = []
  const sums: number[] = []
  for (let round = 0; round < 3; round += 1) {
    plans.push(await timed(plan))
    sums.push(await timed(bare))
  }
  return { customers, rows, planSeconds: median(plans), sumSeconds: median(sums) }
}

export type ImportFigures = {
  rows: number
  importSeconds: number
  copySeconds: number
  peakMemoryMiB: number
}

/** A file of new calls through the product's importer, checked and saved; beside it the server's own COPY of the same finished rows. */
export async function benchImport(db: Db, customers: number, rows: number): Promise<ImportFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'openmrc-usage-'))
  // The server, who is somebody else, writes the file of the finished rows here.
  chmodSync(folder, 0o777)
  const path = join(folder, 'usage.csv')
  try {
    await writeCalls(path, customers, rows)
    const source = await fileOnDisk(path, 'usage.csv')
    const memory = watchMemory()
    const importSeconds = await timed(async () => {
      const report = await importFile(
        { db, actor: admin },
        {
          ...{ kind: 'usage', mode: 'save', source, batchSize: 5_000 },
          ...{ today: '2026-03-01', timeZone: 'UTC', currency: 'USD' },
        },
      )
      if (report.created !== rows || !report.saved) throw new Error(`${report.created} of ${rows} imported`)
    })
    const peakMemoryMiB = memory.stop()
    return {
      rows,
      importSeconds,
      copySeconds: await copySeconds(db, join(folder, 'copy.csv')),
      peakMemoryMiB,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Seconds for the server to read the finished rows from its own file into a table with the same indexes. */
async function copySeconds(db: Db, path: string): Promise<number> {
  const file = sql.raw(`'${path}'`)
  const columns = sql.raw(
    'usage_id, customer_id, did_id, started_at, started_on, destination, seconds, charge_micro',
  )
  await db.execute(sql`create table copied_usage (like usage including all)`)
  await db.execute(
    sql`copy (select ${columns} from usage where started_on >= '2026-02-01' order by id) to ${file} csv`,
  )
  return timed(() => db.execute(sql`copy copied_usage (${columns}) from ${file} csv`))
}

async function writeCalls(path: string, customers: number, rows: number): Promise<void> {
  const file = await open(path, 'w', 0o644)
  await file.write('usage_id,customer_account_code,started_at,destination,seconds,charge\n')
  for (let from = 0; from < rows; from += 10_000) {
    const lines: string[] = []
    for (let i = from; i < Math.min(rows, from + 10_000); i += 1) {
      const customer = `C${String(1 + ((i * 7919) % customers)).padStart(7, '0')}`
      const at = new Date(Date.UTC(2026, 1, 1) + Math.floor((i * 2_419_000_000) / rows))
        .toISOString()
        .slice(0, 19)
      lines.push(
        `N${i},${customer},${at}Z,44207946${String(i % 10_000).padStart(4, '0')},${1 + (i % 600)},0.${String(10_000 + (i % 90_000)).padStart(6, '0')}`,
      )
    }
    await file.write(`${lines.join('\n')}\n`)
  }
  await file.close()
}
