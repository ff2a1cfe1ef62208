import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { asOwner, createPostgresDatabase } from '@/testing/database'
import { openPostgres } from './postgres'
import { rowsOf } from './rows'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
})

async function openOne(url: string) {
  const database = await openPostgres(url)
  open.push(database)
  return database.db
}

test('processes that start at once on an empty database migrate it once', async () => {
  const url = await createPostgresDatabase('template0')
  const [db] = await Promise.all([openOne(url), openOne(url), openOne(url), openOne(url)])
  const rows = await rowsOf<{ all: number; different: number }>(
    db,
    sql`select count(*)::int as all, count(distinct hash)::int as different from drizzle.__drizzle_migrations`,
  )
  expect(rows[0]?.all).toBeGreaterThan(1)
  expect(rows[0]?.all).toBe(rows[0]?.different)
})

test('a database of a newer release is refused, whoever opens it, and left as it is', async () => {
  const url = await createPostgresDatabase()
  const db = await openOne(asOwner(url))
  await db.execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`,
  )
  for (const address of [url, asOwner(url)])
    await expect(openPostgres(address)).rejects.toThrow(/newer release/)
})

test('a server that is not there is said in a sentence', async () => {
  await expect(openPostgres('postgresql://nobody@127.0.0.1:9/nothing')).rejects.toThrow(
    /^DATABASE_URL names a PostgreSQL that cannot be reached: .*ECONNREFUSED/,
  )
})

test('an owner who may not create pg_trgm is told who can', async () => {
  const url = await createPostgresDatabase('template0')
  const database = new URL(url).pathname.slice(1)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('drop role if exists tenant; create role tenant login')
  await client.query(
    `grant create on database ${database} to tenant; grant create on schema public to tenant`,
  )
  const asTenant = url.replace('postgres@', 'tenant@')
  await openOne(asTenant)
  await client.query(`revoke create on database ${database} from tenant; drop extension pg_trgm cascade`)
  await expect(openPostgres(asTenant)).rejects.toThrow(
    /^The extension pg_trgm cannot be created .*permission/,
  )
  await client.end()
})

test('pages are planned for memory and flash, unless somebody has set how', async () => {
  const url = await createPostgresDatabase()
  const db = await openOne(url)
  const cost = sql`select current_setting('random_page_cost') as cost`
  expect(await rowsOf(db, cost)).toEqual([{ cost: '1.1' }])
  const owner = await openOne(asOwner(url))
  await owner.execute(sql.raw(`alter database ${new URL(url).pathname.slice(1)} set random_page_cost = 2`))
  expect(await rowsOf(await openOne(url), cost)).toEqual([{ cost: '2' }])
})

test('a connection that is lost is replaced, and the process goes on', async () => {
  const lost = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  const url = await createPostgresDatabase()
  const [db, other] = [await openOne(url), await openOne(url)]
  await db.execute(sql`select 1`)
  await other.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  await vi.waitFor(() => expect(lost).toHaveBeenCalledWith(expect.stringContaining('connection was lost')))
  expect(await rowsOf(db, sql`select 1 as one`)).toEqual([{ one: 1 }])
})
