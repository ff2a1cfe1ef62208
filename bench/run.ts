/**
 * `npm run bench [-- --size 100000] [-- --only posting,usage]`: figures as ratios beside a limit and a peer, measured in one run.
 * With `--check` it ends with 1 where a figure is so far off that no busy machine explains it.
 */
import { parseArgs } from 'node:util'
import pg from 'pg'
import type { Db } from '@/db/client'
import { openPostgres, poolDatabase, prepareConnection } from '@/db/postgres'
import { benchCustomer, benchDaily, type DailyFigures, dailyText } from './daily'
import { answersKept, benchDates } from './dates'
import { benchEmbedded } from './embedded'
import { type Judged, misses } from './judge'
import { benchLists, listsText } from './lists'
import { benchMany, crews, type ManyFigures, manyText } from './many'
import { median } from './measure'
import { benchPosting } from './posting'
import { postingText } from './posting-text'
import { makeProvider } from './provider'
import { startBenchServer } from './server'
import { benchImport, benchSpend } from './usage'
import { usageText } from './usage-text'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '10000' },
    only: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
})
const size = Number(values.size)
if (!Number.isInteger(size) || size < 100)
  throw new Error('--size takes a whole number of assignments from 100')

const judged: Judged[] = []
const rate = (perSecond: number) => Math.round(perSecond).toLocaleString('en-US').padStart(12)

function dates(): void {
  const figures = benchDates()
  const [ours, limit, peer] = figures
  console.log('Billing dates: "which dates in this month", rules nine years old')
  for (const { name, perSecond } of figures) console.log(`  ${name.padEnd(20)}${rate(perSecond)} rules/s`)
  if (ours && limit && peer) {
    console.log(`  OpenMRC is ${(ours.perSecond / limit.perSecond).toFixed(2)} of the bare integer loop`)
    console.log(`  and ${Math.round(ours.perSecond / peer.perSecond)} times rrule.`)
    judged.push(
      { what: 'dates beside a bare loop', value: ours.perSecond / limit.perSecond, atLeast: 0.1 },
      { what: 'dates beside rrule', value: ours.perSecond / peer.perSecond, atLeast: 100 },
    )
  }
  if (answersKept() === 0) throw new Error('nothing was measured')
}

async function posting(db: Db): Promise<void> {
  const figures = await benchPosting(db, size)
  const { shallow, deep, againSeconds, peakMemoryMiB } = figures
  for (const line of postingText(figures, rate)) console.log(line)
  judged.push(
    {
      what: 'posting beside the limit',
      value: shallow.limitSeconds / shallow.postSeconds,
      atLeast: 0.1,
    },
    {
      what: 'posting beside a bare pipeline',
      value: shallow.bareSeconds / shallow.postSeconds,
      atLeast: 0.2,
    },
    {
      what: 'posting on a deep ledger beside an empty one',
      value: shallow.postSeconds / deep.postSeconds,
      atLeast: 0.4,
    },
    { what: 'posting again beside posting', value: againSeconds / shallow.postSeconds, atMost: 0.2 },
    { what: 'memory while posting, MiB', value: peakMemoryMiB, atMost: 400 },
  )
}

/** Opens a fresh, migrated database with a provider in it. */
async function withProvider(
  name: string,
  spread: boolean,
  work: (db: Db, url: string) => Promise<void>,
  assignments = size,
): Promise<void> {
  await server.createDatabase(name)
  const url = `${server.url}/${name}`
  await (await openPostgres(url)).close()
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  try {
    await makeProvider(poolDatabase(pool), { assignments }, spread)
    await work(poolDatabase(pool), url)
  } finally {
    await pool.end()
  }
}

/** The same day for the whole book and for a tenth of it: what a charge costs must not follow what exists. */
async function daily(): Promise<void> {
  const days: DailyFigures[] = []
  let customerMs = 0
  for (const assignments of [Math.max(100, Math.floor(size / 10)), size]) {
    const work = async (db: Db) => {
      days.push(await benchDaily(db, assignments))
      customerMs = await benchCustomer(db)
    }
    await withProvider(`daily_${assignments}`, true, work, assignments)
  }
  for (const line of dailyText(days, rate)) console.log(line)
  console.log(`  plan one customer with 1,000 assignments: ${customerMs.toFixed(0)} ms`)
  judged.push({ what: 'planning one customer with 1,000 assignments, ms', value: customerMs, atMost: 250 })
}

/** Lists, search and dashboard of a provider with a year behind it, who is not the one of the runs. */
async function lists(): Promise<void> {
  await server.createDatabase('lists')
  const url = `${server.url}/lists`
  await (await openPostgres(url)).close()
  const pool = new pg.Pool({ connectionString: url, max: 10, onConnect: prepareConnection })
  try {
    console.log('Lists, search and dashboard: 500 random requests, one after the other')
    const report = await benchLists(poolDatabase(pool), size)
    for (const line of listsText(report)) console.log(line)
    const deepest = median(report.deep.map(({ first, deep }) => deep / first))
    judged.push(
      { what: 'a page, p95 in ms', value: report.all.p95, atMost: 500 },
      { what: 'a deep page beside the first', value: deepest, atMost: 2 },
    )
  } finally {
    await pool.end()
  }
}

/** The same run by more and more processes, each time on a fresh database. */
async function many(): Promise<void> {
  // Five databases: enough to see where the limit is.
  const assignments = Math.min(size, 100_000)
  const figures: ManyFigures[] = []
  for (const crew of crews) {
    const post = async (_: Db, url: string) => void figures.push(await benchMany(url, crew, assignments))
    await withProvider(`many_${crew.processes}_${crew.workers}`, false, post, assignments)
  }
  console.log('The same run by several processes (processes x connections at work in each)')
  for (const line of manyText(figures, assignments)) console.log(line)
}

async function embedded(): Promise<void> {
  const { lines, seconds, pageP50, pageP99 } = await benchEmbedded(Math.min(size, 50_000))
  console.log(`The embedded database, as the app posts on it: ${lines.toLocaleString('en-US')} charges`)
  console.log(`  post              ${rate(lines / seconds)} charges/s, ${seconds.toFixed(1)} s`)
  console.log(
    `  a page of customers meanwhile: ${pageP50.toFixed(0)} ms (p50), ${pageP99.toFixed(0)} ms (p99)`,
  )
  judged.push({ what: 'a page while the embedded database posts, p99 in ms', value: pageP99, atMost: 500 })
}

/** Minimum spend and the importer, over five usage rows an assignment and as many new ones as there are assignments. */
async function usage(): Promise<void> {
  await server.createDatabase('usage')
  const url = `${server.url}/usage`
  await (await openPostgres(url)).close()
  const pool = new pg.Pool({ connectionString: url, max: 4, onConnect: prepareConnection })
  try {
    const customers = Math.max(10, Math.floor(size / 10))
    const spend = await benchSpend(poolDatabase(pool), customers, size * 5)
    const imported = await benchImport(poolDatabase(pool), customers, size)
    for (const line of usageText(spend, imported, rate)) console.log(line)
    judged.push(
      { what: 'minimum spend beside a bare sum', value: spend.sumSeconds / spend.planSeconds, atLeast: 0.02 },
      { what: 'import beside COPY', value: imported.copySeconds / imported.importSeconds, atLeast: 0.02 },
      { what: 'memory while importing, MiB', value: imported.peakMemoryMiB, atMost: 500 },
    )
  } finally {
    await pool.end()
  }
}

const parts = {
  dates,
  posting: () => withProvider('posting', false, posting),
  daily,
  usage,
  many,
  lists,
  embedded,
}
const only = values.only?.split(',') ?? Object.keys(parts)
for (const name of only)
  if (!(name in parts)) throw new Error(`--only takes ${Object.keys(parts).join(', ')}, with commas between`)

const server = await startBenchServer()
try {
  for (const [name, part] of Object.entries(parts)) if (only.includes(name)) await part()
} finally {
  await server.stop()
}
if (values.check) {
  const missed = misses(judged)
  for (const sentence of missed) console.error(`Too far off: ${sentence}`)
  console.log(`${judged.length - missed.length} of ${judged.length} figures hold`)
  if (judged.length === 0 || missed.length > 0) process.exitCode = 1
}
