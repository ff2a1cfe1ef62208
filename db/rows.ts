import type { SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** The one type of database handle: PostgreSQL through `pg`, embedded PGlite, or a transaction of either. */
export type Db = Pick<
  PgDatabase<PgQueryResultHKT>,
  | 'select'
  | 'selectDistinct'
  | 'insert'
  | 'update'
  | 'delete'
  | 'execute'
  | 'transaction'
  | 'with'
  | '$with'
  | '$count'
>

/**
 * Rows of a raw statement, typed by the caller. Both drivers give the same JavaScript types: int2, int4 and float8 a
 * number; int8 (so also `count(*)` and `sum` of int4) and numeric a string; date, timestamp and timestamptz PostgreSQL's
 * own text; boolean, json and arrays of these as one expects. Throws where the answer has no rows.
 */
export async function rowsOf<Row extends Record<string, unknown>>(db: Db, statement: SQL): Promise<Row[]> {
  const answer: unknown = await db.execute<Row>(statement)
  if (hasRows<Row>(answer)) return answer.rows
  throw new TypeError('the database answered without rows')
}

function hasRows<Row>(answer: unknown): answer is { rows: Row[] } {
  return typeof answer === 'object' && answer !== null && 'rows' in answer && Array.isArray(answer.rows)
}
