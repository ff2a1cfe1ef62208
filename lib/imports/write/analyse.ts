import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { FileKind } from '../layouts'
import type { ImportReport } from '../report'

/** The tables that a file of each kind fills. */
const tables: Record<FileKind, readonly string[]> = {
  customers: ['customers'],
  dids: ['dids'],
  packages: ['packages', 'package_versions'],
  assignments: ['assignments', 'assignment_pointers'],
  payments: ['payments', 'ledger_entries', 'customers'],
  usage: ['usage'],
}

/** Fewer rows than this change no plan. */
const leastRows = 1_000

/**
 * Tells the embedded database how large its tables have become, one at a time with pages in between: nothing in it does so by
 * itself, and a table that it takes for empty is read whole by every list. Small imports are passed over.
 */
export async function analyseTablesOf(db: Db, { kind, created, changed }: ImportReport): Promise<void> {
  if (created + changed < leastRows) return
  for (const table of tables[kind]) await db.execute(sql.raw(`analyze ${table}`))
}
