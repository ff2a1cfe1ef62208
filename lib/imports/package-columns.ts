/** The columns of packages.csv and the fields of the package's schema. */
import { ownColumns, termFieldNames, termFields } from '@/lib/packages/term-fields'

const own = Object.entries(ownColumns).flatMap(([field, column]) =>
  column === null ? [] : [[column, field]],
)
const terms = termFieldNames.map(field => [termFields[field].column, field])

export const fieldOfColumn: Record<string, string> = Object.fromEntries([...own, ...terms])

const last = [ownColumns.connexcsPackage, termFields.whenFundsShort.column] as const

/** The columns in the order in which a file is written. */
export const packageColumns = [
  ...Object.keys(fieldOfColumn).filter(name => !last.some(one => one === name)),
  ...last,
]

/** The column of a field, under the names of the schema and of the terms (`cost` and `costMicro`). */
export const columnOfField: Record<string, string> = Object.fromEntries(
  Object.entries(fieldOfColumn).flatMap(([column, field]) => [
    [field, column],
    [`${field}Micro`, column],
  ]),
)

/** A row's cells as the schema takes them. An empty cell is the schema's default. */
export function packageCells(cells: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldOfColumn).map(([column, field]) => [field, cells[column] ?? '']),
  )
}
