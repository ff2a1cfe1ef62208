import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { asOwner, createPostgresDatabase } from '@/testing/database'

const folder = mkdtempSync(join(tmpdir(), 'openmrc-reset-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function reset(env: Record<string, string>, typed: string, ...args: string[]) {
  const options = { env: { ...process.env, DATABASE_URL: '', ...env } }
  return new Promise<{ code: number; out: string; err: string }>(resolve => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'bin/reset.ts', ...args],
      options,
      (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err: err.trim() }),
    )
    child.stdin?.end(typed)
  })
}

test.each([
  ['no', 'no\n'],
  ['nothing, as nobody is there', ''],
])('whoever types %s keeps everything', async (_what, typed) => {
  const data = join(folder, 'kept')
  mkdirSync(join(data, 'database'), { recursive: true })
  writeFileSync(join(data, 'database', 'row'), '')
  const { code, out } = await reset({ OPENMRC_DATA: data }, typed)
  expect([code, out]).toEqual([0, expect.stringMatching(/Type yes: \s*Nothing was deleted\.\n$/)])
  expect(existsSync(join(data, 'database', 'row'))).toBe(true)
  expect((await reset({ OPENMRC_DATA: data }, 'yes\n')).out).toMatch(/Emptied/)
  expect(existsSync(join(data, 'database'))).toBe(false)
  if (process.platform !== 'win32') expect(statSync(data).mode & 0o777).toBe(0o700)
})

test('a database that the app has open is left alone, and is emptied when it is closed', async () => {
  const url = await createPostgresDatabase()
  const app = new pg.Client({ connectionString: url, application_name: 'openmrc' })
  await app.connect()
  const refused = await reset({ DATABASE_URL: url }, '', '--yes')
  expect(refused).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^OpenMRC is running on this database\./),
  })
  expect((await app.query('select count(*) from customers')).rows).toHaveLength(1)
  await app.end()
  expect(await reset({ DATABASE_URL: url }, '', '--yes')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^Only the role that owns the tables/),
  })
  const env = { DATABASE_URL: url, DATABASE_URL_OWNER: asOwner(url) }
  expect(await reset(env, '', '--yes')).toMatchObject({ code: 0, err: '' })
})

test('a database that is not there is one sentence', async () => {
  const { code, err } = await reset({ DATABASE_URL: 'postgresql://x@127.0.0.1:1/y' }, '', '--yes')
  expect(code).toBe(1)
  expect(err).toBe(
    'DATABASE_URL names a PostgreSQL that cannot be reached: connect ECONNREFUSED 127.0.0.1:1.',
  )
})
