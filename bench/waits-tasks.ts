/** The works that others may wait for on the embedded database, as the app does each of them, over the book of bench/book.ts. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { undoRun } from '@/lib/billing-runs/undo/undo'
import { previewBulk } from '@/lib/bulk/preview'
import { bulkInputSchema } from '@/lib/bulk/schema'
import { applyBulk } from '@/lib/bulk/write/apply'
import { takeBackBulk } from '@/lib/bulk/write/take-back'
import { listDiffGroups, listDiffLines, sumDiff } from '@/lib/charges/read/compare'
import { exportLines } from '@/lib/charges/read/export'
import { didRangeSchema } from '@/lib/dids/schema'
import { createRange } from '@/lib/dids/write/range'
import { chargesCsv } from '@/lib/exports/charges'
import { assignmentsCsv, customersCsv, didsCsv } from '@/lib/exports/lists'
import type { FileKind } from '@/lib/imports/layouts'
import { textSource } from '@/lib/imports/source'
import { importFile } from '@/lib/imports/write/import'
import { checkLeaks } from '@/lib/leaks/read'
import { statementCsv } from '@/lib/statements/csv'
import { drawStatement } from '@/lib/statements/pdf-thread'
import { getStatement } from '@/lib/statements/read'
import { listBacklog } from '@/lib/waivers/read/backlog'
import { type BookSizes, bookDay } from './book'
import { pageAsks } from './list-queries'

export type Waiting = { name: string; work: () => Promise<unknown> }

const today = bookDay
const now = new Date(`${today}T09:00:00Z`)
const everything = { search: '', sort: '', filters: {}, today }

async function drain(pieces: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pieces);
}

/** As often as a larger book takes: what does not give way keeps others waiting until the end of all. */
async function thrice(make: () => AsyncIterable<unknown>): Promise<void> {
  for (let time = 0; time < 3; time += 1) await drain(make())
}

async function idsOf(db: Db, statement: ReturnType<typeof sql>): Promise<number[]> {
  return (await rowsOf<{ id: number }>(db, statement)).map(row => row.id)
}

/** As on the embedded database: lib/billing-runs/background.ts. */
const asInApp = { batchSize: 50, leavesRoom: true }

/** Runs and what is read of them. In this order: some need what those before have made. */
export function runWorks(db: Db): Waiting[] {
  const context = { db, actor: admin }
  const simulate = (throughOn: string) =>
    runBilling(context, { mode: 'simulate', throughOn, today, now, ...asInApp })
  const compared = { beforeRun: 0, afterRun: 0, change: null, page: 1 }
  let posted = 0
  return [
    { name: 'simulation', work: async () => (compared.beforeRun = (await simulate('2026-01-31')).runId) },
    {
      name: 'another simulation',
      work: async () => (compared.afterRun = (await simulate('2026-02-10')).runId),
    },
    { name: 'sums of a comparison', work: () => sumDiff(context, compared) },
    { name: 'lines of a comparison', work: () => listDiffLines(context, compared) },
    {
      name: 'groups of a comparison',
      work: () => listDiffGroups(context, compared, 'customer'),
    },
    {
      name: 'simulated lines as a file',
      work: () => drain(chargesCsv(exportLines(db, { runId: compared.afterRun }))),
    },
    {
      name: 'posting',
      work: async () => {
        const run = await runBilling(context, { mode: 'post', throughOn: today, today, now, ...asInApp })
        posted = run.runId
      },
    },
    {
      name: 'charges as a file',
      work: () => thrice(() => chargesCsv(exportLines(db, { from: '1970-01-01', to: today }))),
    },
    {
      name: 'undo',
      work: () =>
        undoRun(context, {
          runId: posted,
          reason: 'a measurement',
          now,
          today,
          batchSize: 250,
          leavesRoom: true,
        }),
    },
    {
      name: 'backlog',
      work: () => listBacklog(context, { throughOn: '2026-01-31', state: null, customerId: null, after: 0 }),
    },
    {
      name: 'leaks',
      work: () => checkLeaks(context, { from: '2025-01-01', to: today, after: 0 }),
    },
  ]
}

/** Every list, and all of it as files. */
export async function listWorks(db: Db, sizes: BookSizes): Promise<Waiting[]> {
  let state = 7
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
  const pages = await pageAsks(db, sizes, random)
  return [
    ...pages.map(({ page, work }) => ({ name: page, work: () => work(admin) })),
    { name: 'customers as a file', work: () => thrice(() => customersCsv({ db, actor: admin }, everything)) },
    { name: 'DIDs as a file', work: () => thrice(() => didsCsv({ db, actor: admin }, everything)) },
    {
      name: 'assignments as a file',
      work: () => thrice(() => assignmentsCsv({ db, actor: admin }, everything)),
    },
  ]
}

/** A statement of so many lines and more. */
export function statementWorks(db: Db, lines: number): Waiting[] {
  const range = { from: '1970-01-01', to: '9999-12-31' }
  const read = async () => {
    const statement = await getStatement({ db, actor: admin }, { customerId: 1, ...range })
    if (!statement) throw new Error('there is no customer 1')
    return statement
  }
  const fill = sql`insert into ledger_entries (customer_id, kind, occurred_on, posted_on, amount_minor, balance_after_minor, currency, description)
    select 1, 'adjustment', '2025-06-01', '2025-06-01', 100, 0, (select currency from customers where id = 1), 'Goodwill ' || i
    from generate_series(1, ${lines}::int) i`
  return [
    { name: '(made for the statement)', work: () => db.execute(fill) },
    { name: 'statement', work: read },
    { name: 'statement as CSV', work: async () => statementCsv(await read()) },
    {
      name: 'statement as PDF',
      work: async () => drawStatement({ statement: await read(), providerName: 'P' }),
    },
  ]
}

const range = (count: number) => Array.from({ length: count }, (_, n) => n)

/** Rows of each kind of file, all new. */
const fileOf: Record<Exclude<FileKind, 'packages'>, (count: number) => string> = {
  customers: count =>
    `account_code,name,currency,email\n${range(count)
      .map(n => `N${n},New ${n},USD,n${n}@example.com`)
      .join('\n')}`,
  dids: count =>
    `number,customer_account_code,provider\n${range(count)
      .map(n => `4999${String(n).padStart(8, '0')},C0000001,Vox`)
      .join('\n')}`,
  assignments: count =>
    `reference,package_code,customer_account_code,start_date\n${range(count)
      .map(n => `NEW-${n},p1,C0000001,2026-01-01`)
      .join('\n')}`,
  payments: count =>
    `reference,customer_account_code,date,amount\n${range(count)
      .map(n => `NP-${n},C00000${10 + (n % 80)},2026-01-01,10`)
      .join('\n')}`,
  usage: count =>
    `usage_id,customer_account_code,did,started_at,destination,seconds,charge\n${range(count)
      .map(n => `NU-${n},C00000${10 + (n % 80)},,2025-12-${10 + (n % 20)}T09:41:07,919876543210,184,0.950667`)
      .join('\n')}`,
}

/** Imports of so many rows, as the app saves them. */
export function importWorks(db: Db, count: number): Waiting[] {
  return (Object.keys(fileOf) as (keyof typeof fileOf)[]).map(kind => ({
    name: `${count.toLocaleString('en-US')} ${kind} imported`,
    work: async () => {
      const report = await importFile(
        { db, actor: admin },
        {
          ...{
            kind,
            mode: 'save',
            today,
            timeZone: 'UTC',
            currency: 'USD',
            batchSize: 1_000,
            isEmbedded: true,
          },
          source: textSource(`${kind}.csv`, fileOf[kind](count)),
        },
      )
      if (!report.saved) throw new Error(`${kind}: ${report.problemCount} problems`)
    },
  }))
}

/** Bulk changes of so many customers, previewed, saved and taken back. */
export async function bulkWorks(db: Db, count: number): Promise<Waiting[]> {
  const ids = await idsOf(
    db,
    sql`select id::float8 as id from customers where currency = 'USD' order by id limit ${count}`,
  )
  const selection = { kind: 'customer', ids }
  const changes = {
    assign: { do: 'assign', selection, packageId: 1, startOn: today, quantity: 1 },
    quantity: { do: 'quantity', selection, packageId: 1, effectiveOn: today, quantity: 9 },
    end: { do: 'end', selection, packageId: 1, endOn: '2026-06-30', reason: 'a measurement' },
  }
  const works = Object.entries(changes).map(([kind, typed]): Waiting[] => {
    const change = bulkInputSchema.parse(typed)
    const preview = () => previewBulk({ db, actor: admin, today }, { change, page: 1 })
    return [
      { name: `${kind} ${ids.length}, previewed`, work: preview },
      {
        name: `${kind} ${ids.length}, saved`,
        work: async () =>
          applyBulk(
            { db, actor: admin, today },
            { change, count: (await preview()).okCount, isEmbedded: true },
          ),
      },
    ]
  })
  const last = async () => (await idsOf(db, sql`select max(id)::float8 as id from bulk_changes`))[0] ?? 0
  return [
    ...works.flat(),
    {
      name: `end ${ids.length}, taken back`,
      work: async () => takeBackBulk({ db, actor: admin, today }, { id: await last() }),
    },
    {
      name: `${count} numbers added`,
      work: () =>
        createRange(
          { db, actor: admin },
          didRangeSchema.parse({ first: '3212340000', last: String(3212340000 + count - 1), customerId: '' }),
        ),
    },
  ]
}
