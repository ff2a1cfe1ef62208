/** What an undo would do, before anybody agrees to it. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { type Actor, requireAdmin } from '../actor'
import { type DependentRun, listDependents } from './mirror'

export type UndoPreview = {
  /** Live charges that would get a mirror entry, and of how many customers. */
  chargeCount: number
  customerCount: number
  sums: { currency: string; retailMinor: bigint }[]
  dependents: DependentRun[]
}

/** Counts what is live of a run and names the later runs that build on it. For admins. */
export async function previewUndo(db: Db, actor: Actor, runId: number): Promise<UndoPreview> {
  requireAdmin(actor)
  const live = sql`from charges c where c.run_id = ${runId} and c.kind <> 'reversal'
    and not exists (select 1 from charges r where r.reverses_id = c.id)`
  const rows = await rowsOf<{ currency: string; charges: number; retail: string }>(
    db,
    sql`select c.currency, count(*)::int as charges, sum(c.retail_minor)::text as retail ${live} group by c.currency order by c.currency`,
  )
  const customers = await rowsOf<{ count: number }>(
    db,
    sql`select count(distinct c.customer_id)::int as count ${live}`,
  )
  return {
    chargeCount: rows.reduce((sum, row) => sum + row.charges, 0),
    customerCount: customers[0]?.count ?? 0,
    sums: rows.map(row => ({ currency: row.currency, retailMinor: BigInt(row.retail) })),
    dependents: await listDependents(db, runId),
  }
}
