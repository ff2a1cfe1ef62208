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

/** Ids as a set, for `in`. A list for `= any` would be gone through for every row where statistics are old. */
export function idSet(ids: readonly number[]): SQL {
  return sql`(select w.id from ${unnest(['bigint', ids])} as w(id))`
}

/** A list as one array parameter, for `= any(…)`. */
export function array(type: ColumnType, values: readonly Value[]): SQL {
  // Written as PostgreSQL reads it: four times as quick as the drivers, which look at every element.
  const write = type === 'text' || type === 'timestamptz' ? quoted : plain
  return sql`${`{${values.map(write).join(',')}}`}::${sql.raw(type)}[]`
}

const plain = (value: Value) => value ?? 'NULL'

function quoted(value: Value): string {
  if (value === null) return 'NULL'
  const text = String(value)
  return text.includes('"') || text.includes('\\') ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`
}

/** A date column from a whole number of days since 1970-01-01. */
export function dateOf(column: SQL): SQL {
  return sql`(date '1970-01-01' + ${column})`
}
