import { type ChildProcess, spawn } from 'node:child_process'
import fs, { mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsOf } from '../rows'
import { openEmbedded } from './embedded'

const scratch = mkdtempSync(join(tmpdir(), 'openmrc-embedded-'))
const folder = join(scratch, 'data')

beforeAll(async () => {
  const { db, close } = await openEmbedded(folder)
  await db.execute(sql`create table acknowledged (n int)`)
  await close()
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** The files that reach the disk while `work` runs. */
async function syncedDuring(work: () => Promise<unknown>): Promise<string[]> {
  const real = fs.fsyncSync
  const synced: string[] = []
  fs.fsyncSync = descriptor => {
    synced.push(readlinkSync(`/proc/self/fd/${descriptor}`))
    real(descriptor)
  }
  syncBuiltinESMExports()
  try {
    await work()
  } finally {
    fs.fsyncSync = real
    syncBuiltinESMExports()
  }
  return synced
}

test.runIf(process.platform === 'linux')(
  'every commit brings the log to the disk, and a read does not',
  async () => {
    const { db, close } = await openEmbedded(folder)
    try {
      const writes = await syncedDuring(async () => {
        for (let n = 0; n < 5; n++) await db.execute(sql`insert into acknowledged values (-1)`)
      })
      expect(writes.filter(path => path.startsWith(join(folder, 'database', 'pg_wal')))).toHaveLength(5)
      const checkpoint = await syncedDuring(() => db.execute(sql`checkpoint`))
      expect(checkpoint.some(path => path.startsWith(join(folder, 'database', 'base')))).toBe(true)
      expect(await syncedDuring(() => db.execute(sql`select * from acknowledged`))).toEqual([])
    } finally {
      await close()
    }
  },
)

/** Runs a program in a process of its own, which `hear` may end as soon as it has said enough; answers with all that it said. */
function runProgram(
  program: string,
  hear: (child: ChildProcess, said: string) => void,
): Promise<{ said: string; code: number | null }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program])
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr.on('data', chunk => reject(new Error(String(chunk))))
    child.stdout.on('data', chunk => {
      said += chunk
      hear(child, said)
    })
    child.once('exit', code => resolve({ said: said.trim(), code }))
  })
}

/** Writes until it is killed, and says each number after its commit. */
async function killWhileWriting(acknowledge: number): Promise<number> {
  const program = `
    import { sql } from 'drizzle-orm'
    import { openEmbedded } from './db/embedded/embedded.ts'
    const { db } = await openEmbedded(${JSON.stringify(folder)})
    for (let n = 1; ; n++) { await db.execute(sql\`insert into acknowledged values (\${n})\`); console.log(n) }`
  const { said } = await runProgram(program, (child, soFar) => {
    if (soFar.split('\n').length > acknowledge) child.kill('SIGKILL')
  })
  return Number(said.split('\n').at(-1))
}

test('what was acknowledged before kill -9 is there afterwards, and the folder opens again', async () => {
  const last = await killWhileWriting(30)
  expect(last).toBeGreaterThanOrEqual(30)
  const { db, close } = await openEmbedded(folder)
  const [found] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count from acknowledged where n between 1 and ${last}`,
  )
  await close()
  expect(found?.count).toBe(last)
})

/** Opens the database, does something, is told to end, and answers with what it said. */
async function endedBySignal(work: string): Promise<string> {
  const program = `
    import { sql } from 'drizzle-orm'
    import { openEmbedded } from './db/embedded/embedded.ts'
    import { rowsOf } from './db/rows.ts'
    const { db } = await openEmbedded(${JSON.stringify(folder)})
    process.on('SIGTERM', () => process.exit(143))
    setInterval(() => {}, 1000)
    const next = async on => (await rowsOf(on, sql\`insert into counted default values returning id\`))[0].id
    ${work}`
  const { said, code } = await runProgram(program, child => child.kill('SIGTERM'))
  expect(code).toBe(143)
  return said
}

test('ids go on where they were when the process was told to end, also in the midst of a transaction', async () => {
  const { db, close } = await openEmbedded(folder)
  await db.execute(sql`create table counted (id int generated always as identity)`)
  await close()
  expect(await endedBySignal('console.log(await next(db))')).toBe('1')
  const open = 'db.transaction(async tx => { console.log(await next(tx)); await new Promise(() => {}) })'
  expect(await endedBySignal(open)).toBe('2')
  const failed =
    'db.transaction(async tx => { const id = await next(tx); await tx.execute(sql`select 1 / 0`).catch(() => console.log(id)); await new Promise(() => {}) })'
  expect(await endedBySignal(failed)).toBe('3')
  expect(await endedBySignal('console.log(await next(db))')).toBe('4')

  const again = await openEmbedded(folder)
  const rows = await rowsOf<{ id: number }>(again.db, sql`select id from counted order by id`)
  await again.close()
  // What a transaction had taken that never ended stays unused.
  expect(rows.map(row => row.id)).toEqual([1, 4])
})

test('a first start that was cut off leaves nothing that a later one would take for a database', async () => {
  const fresh = join(scratch, 'cut')
  fs.mkdirSync(join(fresh, 'database.unfinished'), { recursive: true })
  writeFileSync(join(fresh, 'database.unfinished', 'PG_VERSION'), '17\n')
  const { db, close } = await openEmbedded(fresh)
  const [row] = await rowsOf<{ fsync: string }>(db, sql`select current_setting('fsync') as fsync`)
  await close()
  expect(row).toEqual({ fsync: 'on' })
  expect(fs.readdirSync(fresh).sort()).toEqual(['database', 'lock-1'])
})

test('a database that cannot be opened stops with a sentence, and gives the lock back', async () => {
  const broken = join(scratch, 'broken')
  fs.mkdirSync(join(broken, 'database'), { recursive: true })
  writeFileSync(join(broken, 'database', 'PG_VERSION'), '9.1\n')
  for (let n = 0; n < 2; n++)
    await expect(openEmbedded(broken)).rejects.toThrow(/cannot be opened .*OPENMRC_DATA/)
})

test.runIf(process.platform === 'linux')(
  'a folder that cannot be written is told in a sentence',
  async () => {
    // It is there, and nobody makes files in it, not even root.
    await expect(openEmbedded('/proc/self/task')).rejects.toMatchObject({
      name: 'StartProblem',
      message: expect.stringMatching(
        /^OPENMRC_DATA names a folder that cannot be written: .* must own it\.$/,
      ),
    })
  },
)
