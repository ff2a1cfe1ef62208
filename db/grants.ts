import type pg from 'pg'
import { StartProblem } from '@/lib/environment/start-problem'

/** What is written once: its rows are added and read, by whoever serves, and nothing more. */
const appendOnly = ['charges', 'ledger_entries', 'audit_log', 'assignment_ends', 'assignment_quantities']

/** What no door deletes. */
const neverDeleted = [
  'billing_runs',
  'customers',
  'packages',
  'package_versions',
  'payments',
  'settings',
  'usage',
  'users',
]

/**
 * Gives the role that serves what the app needs, and takes away what it had beside it; to be called by the owner of the tables
 * after every migration. Throws a StartProblem if that role could give itself more.
 */
export async function grantToServing(client: pg.ClientBase, role: string): Promise<void> {
  await refuseOwner(client, role)
  const to = client.escapeIdentifier(role)
  const list = (names: readonly string[]) => names.map(name => `public.${name}`).join(', ')
  const statements = [
    'begin',
    // Whoever may make a function here could have the owner call it.
    'revoke create on schema public from public',
    ...['public', 'drizzle', 'pgboss'].flatMap(schema => [
      `revoke all on schema ${schema} from ${to}`,
      `revoke all on all tables in schema ${schema} from ${to}`,
      `revoke all on all sequences in schema ${schema} from ${to}`,
      `grant usage on schema ${schema} to ${to}`,
    ]),
    `grant select on drizzle.__drizzle_migrations to ${to}`,
    ...['public', 'pgboss'].flatMap(schema => [
      `grant select, insert, update, delete on all tables in schema ${schema} to ${to}`,
      `grant usage, select on all sequences in schema ${schema} to ${to}`,
    ]),
    `revoke update, delete on ${list(appendOnly)} from ${to}`,
    `revoke delete on ${list(neverDeleted)} from ${to}`,
    `revoke update on public.package_versions from ${to}`,
    `grant update (cancelled_at, cancelled_number) on public.package_versions to ${to}`,
    'commit',
  ]
  try {
    for (const statement of statements) await client.query(statement)
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function refuseOwner(client: pg.ClientBase, role: string): Promise<void> {
  const { rows } = await client.query<{ rules: boolean }>(
    `select r.rolsuper or pg_has_role(r.oid, c.relowner, 'member') as rules
      from pg_roles r, pg_class c where r.rolname = $1 and c.oid = 'public.settings'::regclass`,
    [role],
  )
  const [found] = rows
  if (!found)
    throw new StartProblem(
      `DATABASE_URL connects as ${role}, and PostgreSQL knows no such role. Make it: create role … login password '…'.`,
    )
  if (found.rules)
    throw new StartProblem(
      `DATABASE_URL connects as ${role}, which owns the tables or rules over their owner. The app needs a role of its own: ` +
        'make one, and name it in DATABASE_URL.',
    )
}
