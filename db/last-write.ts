import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from './rows'

/**
 * Which write was the last one here. The same answer twice means that nobody wrote anything in between, whatever it was.
 * Only on a database of one connection does it hold for longer than the moment.
 */
export async function lastWrite(db: Db): Promise<string> {
  const [row] = await rowsOf<{ next: string }>(
    db,
    sql`select pg_snapshot_xmax(pg_current_snapshot())::text as next`,
  )
  if (!row) throw new Error('the database does not say what was written last')
  return row.next
}
