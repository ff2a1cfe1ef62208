/** What an undo would do, before anybody agrees to it. */

import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { factsOf, loadLive, planInstead } from '@/lib/planning/charged-again'
import { type DependentRun, listDependents } from './reverse'

export type UndoPreview = {
  /** Live charges that would get a mirror entry, and of how many customers. */
  chargeCount: number
  customerCount: number
  sums: { currency: string; retailMinor: bigint }[]
  dependents: DependentRun[]
  instead: InsteadOfRun
}

/** What would be posted instead by the terms of now, worked out for `chargeCount` of the run's charges. */
type InsteadOfRun = {
  chargeCount: number
  customerCount: number
  sums: { currency: string; lineCount: number; retailMinor: bigint }[]
}

/** So many charges are planned again while somebody waits for the dialog. */
const mostPlanned = 2_000

/** Counts what is live of a run and names the later runs that build on it. For admins. */
export async function previewUndo({ db, actor }: Within<'actor'>, runId: number): Promise<UndoPreview> {
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
    instead: await insteadOfRun(db, runId),
  }
}

/** Customer by customer; one who is not read whole is left out, unless there is no other. */
async function insteadOfRun(db: Db, runId: number): Promise<InsteadOfRun> {
  const found = await loadLive(db, sql`c.run_id = ${runId}`, mostPlanned + 1)
  const cut = found.length > mostPlanned ? found.at(-1)?.customerId : undefined
  const whole = found.filter(charge => charge.customerId !== cut)
  const charges = whole.length > 0 ? whole : found.slice(0, mostPlanned)
  const { lines } = await planInstead(db, await factsOf(db, charges), charges)
  const currencies = new Map(charges.map(({ assignmentId, currency }) => [assignmentId, currency]))
  const sums = new Map<string, InsteadOfRun['sums'][number]>()
  for (const { assignmentId, retailMinor } of lines) {
    const currency = currencies.get(assignmentId) ?? ''
    const sum = sums.get(currency) ?? { currency, lineCount: 0, retailMinor: 0n }
    sums.set(currency, {
      currency,
      lineCount: sum.lineCount + 1,
      retailMinor: sum.retailMinor + retailMinor,
    })
  }
  return {
    chargeCount: charges.length,
    customerCount: new Set(charges.map(charge => charge.customerId)).size,
    sums: [...sums.values()].sort((a, b) => a.currency.localeCompare(b.currency)),
  }
}
