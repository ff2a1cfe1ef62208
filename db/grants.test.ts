import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { environment } from '@/lib/environment/environment'
import { asOwner, createPostgresDatabase, describePostgres } from '@/testing/database'
import { servingRole } from '@/testing/postgres'
import { grantToServing } from './grants'
import { migrateDatabase } from './migrate-command'
import { openPostgres } from './postgres'
import { installQueue } from './queue/queue'
import { type Db, rowsOf } from './rows'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
})

async function openOne(url: string, options?: Parameters<typeof openPostgres>[1]) {
  const database = await openPostgres(url, options)
  open.push(database)
  return database
}

const asServing = (url: string) => url.replace('//postgres@', `//${servingRole}@`)
const behind = /^The database is behind this release .* Run npm run --silent openmrc -- migrate,/

describePostgres('the role that serves', openTest => {
  let db: Db
  beforeAll(async () => {
    db = await openTest()
  })

  test('adds to the ledger and the audit log and reads them, and nothing more', async () => {
    const rows = await rowsOf<{ name: string; rights: string }>(
      db,
      sql`select t as name, string_agg(r, ' ' order by r) as rights
        from unnest(array['charges', 'ledger_entries', 'audit_log']) t,
          unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) r
        where has_table_privilege(t, r) or (r in ('UPDATE', 'REFERENCES') and has_any_column_privilege(t, r))
        group by t order by t`,
    )
    expect(rows).toEqual(
      ['audit_log', 'charges', 'ledger_entries'].map(name => ({ name, rights: 'INSERT SELECT' })),
    )
  })

  test('owns nothing, makes nothing, and empties nothing', async () => {
    const rows = await rowsOf<{ name: string }>(
      db,
      sql`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'drizzle', 'pgboss') and c.relkind in ('r', 'p')
          and (pg_has_role(c.relowner, 'member') or has_table_privilege(c.oid, 'TRUNCATE, TRIGGER, REFERENCES'))
        union all
        select nspname from pg_namespace where nspname in ('public', 'drizzle', 'pgboss') and has_schema_privilege(oid, 'CREATE')`,
    )
    expect(rows).toEqual([])
  })

  test.each([
    'alter table audit_log disable trigger audit_log_append_only',
    'set session_replication_role = replica',
    "update charges set explanation = ''",
    'delete from ledger_entries',
    'delete from payments where id = 1',
    'delete from users',
    'update package_versions set number = 2',
    'truncate billing_runs cascade',
    'truncate sessions',
    'drop trigger charges_append_only on charges',
    'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return null; end $$',
    "update drizzle.__drizzle_migrations set hash = ''",
    "select setval('charges_id_seq', 1)",
    'create table public.mine (id int)',
  ])('is refused: %s', async statement => {
    await expect(db.execute(sql.raw(statement))).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/permission denied|must be owner/) },
    })
  })

  test('takes up the queues that the owner has made', async () => {
    const { pool } = await openOne(await createPostgresDatabase())
    await installQueue(pool)
  })
})

test('an app that may not migrate opens a database of its release, and migrates nothing', async () => {
  const { isOwner } = await openOne(await createPostgresDatabase())
  expect(isOwner).toBe(false)
})

test('an app that may not migrate says which command is behind', async () => {
  const serving = await createPostgresDatabase()
  const owner = new pg.Client({ connectionString: asOwner(serving) })
  await owner.connect()
  await owner.query('update drizzle.__drizzle_migrations set created_at = created_at - 1')
  await expect(openPostgres(serving)).rejects.toThrow(behind)
  await owner.query(`revoke all on schema drizzle from ${servingRole}`)
  await expect(openPostgres(serving)).rejects.toThrow(behind)
  await owner.end()
})

test('an empty database is left to the owner if there is one, or if this role could not fill it', async () => {
  const url = await createPostgresDatabase('template0')
  await expect(openPostgres(asServing(url))).rejects.toThrow(behind)
  await expect(openPostgres(url, { hasOwner: true })).rejects.toThrow(behind)
})

test('openmrc migrate fills an empty database as its owner, makes the queues and grants, as often as it is called', async () => {
  const ownerUrl = await createPostgresDatabase('template0')
  const databaseUrl = asServing(ownerUrl)
  for (let n = 0; n < 2; n++) {
    expect(await migrateDatabase({ ...environment(), databaseUrl, ownerUrl })).toBe(
      `The database is migrated, and ${servingRole} may use it.`,
    )
  }
  const { db, pool, isOwner } = await openOne(databaseUrl, { hasOwner: true })
  expect(isOwner).toBe(false)
  await installQueue(pool)
  await db.execute(sql`update settings set provider_name = 'Ada'`)
  await expect(db.execute(sql`delete from charges`)).rejects.toThrow()
  const { db: again } = await openOne(ownerUrl)
  expect(await rowsOf(again, sql`select 1 as one from settings`)).toEqual([{ one: 1 }])
})

test('nothing is granted to a role that rules over the tables, and none is made up', async () => {
  const ownerUrl = await createPostgresDatabase('template0')
  const migrate = (databaseUrl: string) => migrateDatabase({ ...environment(), databaseUrl, ownerUrl })
  await expect(migrate(ownerUrl)).rejects.toThrow(/connects as postgres, which owns the tables/)
  await expect(migrate(ownerUrl.replace('postgres@', 'stranger@'))).rejects.toThrow(/no such role/)
  const { pool } = await openOne(ownerUrl)
  const client = await pool.connect()
  await client.query('drop role if exists heir; create role heir login; grant postgres to heir')
  await expect(grantToServing(client, 'heir')).rejects.toThrow(/a role of its own/)
  await client.query('drop role heir')
  client.release()
})
