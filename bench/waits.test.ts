import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEmbedded } from '@/db/embedded/embedded'
import { bookSizes, makeBook } from './book'
import { makeLedger } from './book-ledger'
import { waitsDuring } from './waits'
import { bulkWorks, importWorks, listWorks, runWorks, statementWorks, type Waiting } from './waits-tasks'

// On the embedded database nobody is to wait more than 200 ms for the work of others. A busy machine works at half of its pace;
// a fault of this kind is seconds long.
const longest = 500

const sizes = bookSizes(1_500)
const folder = mkdtempSync(join(tmpdir(), 'openmrc-waits-'))
let opened: Awaited<ReturnType<typeof openEmbedded>>

beforeAll(async () => {
  opened = await openEmbedded(folder)
  await makeBook(opened.db, sizes)
  await makeLedger(opened.db, sizes)
}, 300_000)

afterAll(async () => {
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What others waited too long for. */
async function tooLong(works: Waiting[]): Promise<string[]> {
  const found: string[] = []
  for (const { name, work } of works) {
    const { query, loop } = await waitsDuring(opened.db, work)
    if (query > longest || loop > longest)
      found.push(`${name}: ${Math.round(query)} ms for a query, ${Math.round(loop)} ms for a turn`)
  }
  return found
}

// In this order: imports make the customers that bulk changes are about.
test.each<[string, () => Waiting[] | Promise<Waiting[]>]>([
  ['runs, comparisons, leak checks and charges as a file', () => runWorks(opened.db)],
  ['lists, and lists as files', () => listWorks(opened.db, sizes)],
  ['imports of 1,000 rows', () => importWorks(opened.db, 1_000)],
  ['bulk changes of 1,000 rows', () => bulkWorks(opened.db, 1_000)],
  ['a long statement', () => statementWorks(opened.db, 5_000)],
])(
  'nobody waits long for %s',
  async (_, works) => {
    expect(await tooLong(await works())).toEqual([])
  },
  300_000,
)
