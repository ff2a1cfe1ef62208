/** Every list, the search and the dashboard of a large provider, asked for at random as the app asks for them. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import type { PageAsk } from './ask-parts'
import { type BookSizes, bookSizes, makeBook } from './book'
import { countLedger, makeLedger } from './book-ledger'
import { pageAsks } from './list-queries'

type ListFigures = { page: string; requests: number; p50: number; p95: number; most: number }
export type ListsReport = {
  rows: Record<string, number>
  pages: ListFigures[]
  all: ListFigures
  /** The same kinds of requests while a run posts in the same process, as in an app. */
  posting: ListFigures & { charges: number; seconds: number; worst: ListFigures[] }
  /** How much longer a page deep in a list takes than its first one: medians. */
  deep: { list: string; first: number; deep: number }[]
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

function figuresOf(page: string, waits: readonly number[]): ListFigures {
  const ordered = [...waits].sort((a, b) => a - b)
  const at = (share: number) => ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * share))] ?? 0
  return { page, requests: ordered.length, p50: at(0.5), p95: at(0.95), most: at(1) }
}

/** A number from 0 to 1, the same ones in every run. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/** Makes the provider in an empty, migrated database, unless it is there already. */
async function makeListsProvider(db: Db, assignments: number): Promise<BookSizes> {
  const sizes = bookSizes(assignments)
  const [there] = await rowsOf<{ found: boolean }>(
    db,
    sql`select exists (select 1 from assignments) as found`,
  )
  if (there?.found) return sizes
  await makeBook(db, sizes)
  await makeLedger(db, sizes)
  return sizes
}

/**
 * `requests` random requests, one after the other, four in five by an admin and the rest by account managers. Before them each
 * kind of page is asked for once, as after a start.
 */
export async function benchLists(db: Db, assignments: number, requests = 500): Promise<ListsReport> {
  const sizes = await makeListsProvider(db, assignments)
  const random = randomFrom(7)
  const asks = await pageAsks(db, sizes, random)
  for (const ask of asks) await ask.work(admin)
  const waits = new Map<string, number[]>()
  let asked = 0
  const askNext = async (into: Map<string, number[]>): Promise<void> => {
    const ask = asks[asked++ % asks.length]
    if (!ask) throw new Error('no page to ask for')
    const wait = await timed(() => ask.work(random() < 0.8 ? admin : managerOf(sizes, random)))
    into.set(ask.page, [...(into.get(ask.page) ?? []), wait])
  }
  while (asked < requests) await askNext(waits)
  const pages = [...waits].map(([page, times]) => figuresOf(page, times))
  return {
    rows: await countLedger(db),
    pages,
    all: figuresOf('all', [...waits.values()].flat()),
    deep: await benchDeep(asks),
    posting: await benchWhilePosting(db, requests, askNext),
  }
}

/** At most `requests`, one after the other, while everything that is due within a month is posted as an app posts it. */
async function benchWhilePosting(
  db: Db,
  requests: number,
  askNext: (into: Map<string, number[]>) => Promise<void>,
): Promise<ListsReport['posting']> {
  const throughOn = '2026-01-30'
  const waits = new Map<string, number[]>()
  let isPosting = true
  let charges = 0
  const post = async () => {
    const now = new Date(`${throughOn}T09:00:00Z`)
    const work = { batchSize: 5_000, concurrency: 2 }
    const ended = await runBilling(
      { db, actor: admin },
      { mode: 'post', throughOn, today: throughOn, now, ...work },
    )
    charges = ended.chargedCount
    isPosting = false
  }
  const started = performance.now()
  const posted = post()
  for (let asked = 0; isPosting && asked < requests; asked += 1) await askNext(waits)
  await posted
  const seconds = (performance.now() - started) / 1000
  const pages = [...waits].map(([page, times]) => figuresOf(`  ${page}`, times))
  const worst = pages.sort((a, b) => b.p95 - a.p95).slice(0, 6)
  return { ...figuresOf('all, while a run posts', [...waits.values()].flat()), charges, seconds, worst }
}

function managerOf({ managers }: BookSizes, random: () => number): Actor {
  const id = `manager-${1 + Math.floor(random() * managers)}`
  return { id, name: id, email: `${id}@example.com`, role: 'account_manager', canSeeCost: false }
}

/** First and deep page in turn, eleven times each. */
async function benchDeep(asks: readonly PageAsk[]): Promise<ListsReport['deep']> {
  const found: ListsReport['deep'] = []
  for (const { page, first, deep } of asks) {
    if (!first || !deep) continue
    const times: [number[], number[]] = [[], []]
    for (let round = 0; round < 11; round += 1) {
      times[0].push(await timed(() => first(admin)))
      times[1].push(await timed(() => deep(admin)))
    }
    found.push({ list: page, first: figuresOf('', times[0]).p50, deep: figuresOf('', times[1]).p50 })
  }
  return found
}

const ms = (value: number, width = 7) => value.toFixed(value < 10 ? 1 : 0).padStart(width)

/** The report as lines of text, the slowest pages first. */
export function listsText({ rows, pages, all, deep, posting }: ListsReport): string[] {
  const line = ({ page, requests, p50, p95, most }: ListFigures) =>
    `  ${page.padEnd(30)}${String(requests).padStart(5)}${ms(p50)}${ms(p95)}${ms(most)}`
  return [
    Object.entries(rows)
      .map(([table, count]) => `${count.toLocaleString('en-US')} ${table}`)
      .join(', '),
    `  ${'ms'.padEnd(30)}${'asked'.padStart(5)}${'p50'.padStart(7)}${'p95'.padStart(7)}${'most'.padStart(7)}`,
    ...[...pages].sort((a, b) => b.p95 - a.p95).map(line),
    line(all),
    line(posting),
    ...posting.worst.map(line),
    `  (the run: ${posting.charges.toLocaleString('en-US')} charges in ${posting.seconds.toFixed(0)} s)`,
    '  a deep page beside the first one (medians, ms)',
    ...deep.map(
      ({ list, first, deep: far }) =>
        `  ${list.padEnd(30)}${ms(first, 12)}${ms(far)}   ${(far / first).toFixed(2)}`,
    ),
  ]
}
