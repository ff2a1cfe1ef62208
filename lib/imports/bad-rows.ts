/** The bad rows of a file as a file to mend, with what is wrong in front of each. Isomorphic: the browser makes it. */
import { neutralise, restore } from '@/lib/csv/formula'
import type { BadRow } from './report'

/** The column that says what is wrong. Importing the mended file passes over it, as over every column that is not known. */
const errorsColumn = 'errors'

const isNumber = /^-?\d+(\.\d+)?$/

/** A cell as it means the same when it comes back, and as no spreadsheet runs it. Amounts below zero stay numbers. */
function cellText(cell: string): string {
  const text = cell.trim()
  const safe = isNumber.test(text) ? text : neutralise(restore(text))
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** What is wrong with a row, in one cell. `line 3: name: Enter a name.` */
function errorsText({ line, problems }: BadRow): string {
  const each = problems.map(({ column, reason }) => (column === null ? reason : `${column}: ${reason}`))
  return `line ${line}: ${each.join(' ')}`
}

const rowText = (cells: readonly string[]) => `${cells.map(cellText).join(',')}\r\n`

/** The header row of the file to mend: the errors first, so that a row with too many or too few cells stays as it was. */
export function mendingHeader(header: readonly string[]): string {
  return rowText([errorsColumn, ...header.filter(name => !isErrors(name))])
}

/** Rows of the file to mend. A file that was mended once and is bad again gets new errors in place of the old ones. */
export function mendingRows(header: readonly string[], rows: readonly BadRow[]): string {
  const old = header.findIndex(isErrors)
  return rows
    .map(row => rowText([errorsText(row), ...row.cells.filter((_, place) => place !== old)]))
    .join('')
}

const isErrors = (name: string) => name.trim().toLowerCase() === errorsColumn
