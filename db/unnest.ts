import { type SQL, sql } from 'drizzle-orm'

type ColumnType = 'int' | 'bigint' | 'smallint' | 'text' | 'boolean' | 'date' | 'timestamptz'
type Value = number | bigint | string | boolean | null

/** One column of a set that is handed to the database: its PostgreSQL type and a value for each row. */
export type Column = readonly [type: ColumnType, values: readonly Value[]]

/** `unnest($1::int[], $2::text[], …)`: the rows of equally long columns, for set-based writes and look-ups. */
export function unnest(...columns: Column[]): SQL {
  const parts = columns.map(([type, values]) => array(type, values))
  return sql`unnest(${sql.join(parts, sql`, `)})`
}

/** A list as one array parameter, for `= any(…)`. */
export function array(type: ColumnType, values: readonly Value[]): SQL {
  if (type === 'text' || type === 'timestamptz') return sql`${sql.param(values)}::${sql.raw(type)}[]`
  // Written as PostgreSQL reads it: four times as quick as the drivers, which look at every element.
  return sql`${`{${values.map(v => v ?? 'NULL').join(',')}}`}::${sql.raw(type)}[]`
}

/** A date column from a whole number of days since 1970-01-01. */
export function dateOf(column: SQL): SQL {
  return sql`(date '1970-01-01' + ${column})`
}
