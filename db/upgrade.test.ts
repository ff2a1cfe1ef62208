import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { embeddedExtensions } from './embedded/embedded'
import { migrationsFolder } from './migrate'
import { rowsOf } from './rows'

const folder = mkdtempSync(join(tmpdir(), 'openmrc-upgrade-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const journal = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) })

/** The migrations of the release before the one with this name. */
function migrationsBefore(name: string): string {
  const place = join(folder, 'migrations')
  cpSync(migrationsFolder, place, { recursive: true })
  const list = join(place, 'meta', '_journal.json')
  const all = journal.parse(JSON.parse(readFileSync(list, 'utf8')))
  const at = all.entries.findIndex(({ tag }) => tag.endsWith(`_${name}`))
  expect(at).toBeGreaterThan(0)
  writeFileSync(list, JSON.stringify({ ...all, entries: all.entries.slice(0, at) }))
  return place
}

test('a database with plain sessions and a secret in it loses both at the upgrade, and nothing else', async () => {
  const pglite = await PGlite.create({ extensions: embeddedExtensions })
  const db = drizzle(pglite)
  await migrate(db, { migrationsFolder: migrationsBefore('kept_secrets') })
  await db.execute(sql`insert into users (id, name, email) values ('ada', 'Ada', 'ada@example.com')`)
  await db.execute(
    sql`insert into sessions (id, token, user_id, expires_at) values ('s', 'a plain token', 'ada', now() + '1 day')`,
  )
  await db.execute(sql`update settings set provider_name = 'Ada Telecom'`)
  await migrate(db, { migrationsFolder })
  expect(await rowsOf(db, sql`select id from sessions`)).toEqual([])
  expect(await rowsOf(db, sql`select id from users`)).toEqual([{ id: 'ada' }])
  expect(
    await rowsOf(
      db,
      sql`select to_jsonb(s) ? 'auth_secret' as secret, provider_name as name from settings s`,
    ),
  ).toEqual([{ secret: false, name: 'Ada Telecom' }])
  await pglite.close()
}, 120_000)
