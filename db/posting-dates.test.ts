import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPostgresDatabase } from '@/testing/database'
import { embeddedExtensions } from './embedded/embedded'
import { migrationsFolder } from './migrate'

const before = mkdtempSync(join(tmpdir(), 'openmrc-migrations-'))

/** The migrations of the release before posting dates. */
beforeAll(() => {
  cpSync(migrationsFolder, before, { recursive: true })
  const journal = join(before, 'meta', '_journal.json')
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8'))
  const at = entries.findIndex((entry: { tag: string }) => entry.tag.endsWith('_money'))
  const released = entries.slice(0, at)
  writeFileSync(journal, JSON.stringify({ ...rest, entries: released }))
})
afterAll(() => rmSync(before, { recursive: true, force: true }))

/** Half past eleven in the evening of 31 October in New York is 1 November in UTC. */
const evening = `'2026-11-01T03:30:00Z'`
const line = `1, 1, 1, 1, 1, %kind, '2026-10-01', '2026-10-01', '2026-11-01', '2026-10-01', 1, 0, %of, 1, 1, 1, 1, 1, %retail, 0, 'USD', %debited, ''`
const charge = (kind: string, of: number | null, debited: boolean) =>
  `insert into charges (run_id, assignment_id, customer_id, package_id, version_id, kind, billing_on, period_from, period_to, opens_on, change_number, attempt,
    reverses_id, quantity, unit_retail_micro, unit_cost_micro, numerator, denominator, retail_minor, cost_minor, currency, is_debited,
    explanation, created_at) values (${line
      .replace('%kind', `'${kind}'`)
      .replace('%of', String(of))
      .replace('%retail', of === null ? '1500' : '-1500')
      .replace('%debited', String(debited))}, ${evening});`
const entry = (kind: string, on: string, ofCharge: number | null) =>
  `insert into ledger_entries (customer_id, kind, occurred_on, amount_minor, balance_after_minor, currency, charge_id, payment_id,
    created_at) values (1, '${kind}', '${on}', 1, 1, 'USD', ${ofCharge}, null, ${evening});`

const ledger = `set session_replication_role = replica;
  update settings set billing_time_zone = 'America/New_York';
  insert into billing_runs (mode, through_on) values ('post', '2026-10-31'), ('simulate', '2026-10-31'), ('simulate', '2026-10-31');
  ${charge('recurring', null, true)} ${charge('reversal', 1, true)} ${charge('reversal', 2, false)}
  ${entry('charge', '2026-10-01', 1)} ${entry('reversal', '2026-11-28', 2)} ${entry('adjustment', '2026-10-31', null)}
  set session_replication_role = default;`

const asks = {
  charges: `select string_agg(posted_on::text, ' ' order by id) as found from charges`,
  entries: `select string_agg(posted_on::text, ' ' order by id) as found from ledger_entries`,
  next: `select next_number('billing_run')::text as found`,
  running: `select count(*)::text as found from billing_runs where mode = 'simulate' and status = 'running'`,
}

/** The day of making in the billing time zone, a mirror entry its ledger date; runs go on counting. */
const expected = {
  charges: '2026-10-31 2026-11-28 2026-10-31',
  entries: '2026-10-31 2026-11-28 2026-10-31',
  next: '4',
  running: '0',
}

test.each(['PGlite', 'PostgreSQL'])('an upgrade gives every row its posting date (%s)', async kind => {
  const found: Record<string, unknown> = {}
  if (kind === 'PGlite') {
    const pglite = await PGlite.create({ extensions: embeddedExtensions })
    await migrate(drizzle(pglite), { migrationsFolder: before })
    await pglite.exec(ledger)
    await migrate(drizzle(pglite), { migrationsFolder })
    for (const [name, ask] of Object.entries(asks))
      found[name] = (await pglite.query<{ found: string }>(ask)).rows[0]?.found
    await pglite.close()
  } else {
    const pool = new pg.Pool({ connectionString: await createPostgresDatabase('template0'), max: 1 })
    await migratePg(drizzlePg(pool), { migrationsFolder: before })
    await pool.query(ledger)
    await migratePg(drizzlePg(pool), { migrationsFolder })
    for (const [name, ask] of Object.entries(asks)) found[name] = (await pool.query(ask)).rows[0]?.found
    await pool.end()
  }
  expect(found).toEqual(expected)
})
