import { FileRefused } from './file-refused'
import { type FileKind, fileLayouts, mostColumns } from './layouts'

export type Header = {
  /** As they stand in the file, without empty ones at the end. */
  cells: readonly string[]
  width: number
  /** Known columns and the cell that each is in. */
  places: [string, number][]
  columns: ReadonlySet<string>
  /** A row with nothing in it. */
  empty: Record<string, string>
  notes: string[]
}

/**
 * Reads a header row for one kind of file. Throws FileRefused if a required column is missing, if one is there twice, and, before
 * it looks at any, if there are more than 200; empty cells at the end are no columns.
 */
export function readHeader(row: readonly string[], kind: FileKind): Header {
  const layout = fileLayouts[kind]
  const width = row.findLastIndex(cell => cell.trim() !== '') + 1
  if (width > mostColumns)
    throw new FileRefused(
      `The header has ${width.toLocaleString('en-US')} columns. A file may have at most ${mostColumns}.`,
      1,
    )
  const cells = row.slice(0, width)
  const names = cells.map(cell => cell.trim().toLowerCase())
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index)
  if (twice) throw new FileRefused(`The column ${twice} is there twice.`, 1)
  const places = names.flatMap((name, index): [string, number][] =>
    layout.columns.includes(name) ? [[name, index]] : [],
  )
  const found = new Set(places.map(([name]) => name))
  refuseWhereMissing(kind, found, cells)
  const unknown = cells.filter((cell, index) => cell.trim() !== '' && !found.has(names[index] ?? ''))
  return {
    cells,
    width,
    places,
    columns: found,
    empty: Object.fromEntries(layout.columns.map(column => [column, ''])),
    notes: unknown.length > 0 ? [`Not read: ${unknown.map(name => quoted(name)).join(', ')}.`] : [],
  }
}

function refuseWhereMissing(kind: FileKind, found: Set<string>, cells: readonly string[]): void {
  const { many, required, anyOf } = fileLayouts[kind]
  const missing = required.filter(column => !found.has(column))
  if (missing.length === required.length && cells.length === 1 && /[;\t|]/.test(cells[0] ?? ''))
    throw new FileRefused(
      'The columns are not separated by commas. Save the file as “CSV UTF-8” with commas.',
      1,
    )
  if (missing.length > 0)
    throw new FileRefused(
      `The file lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${missing.join(', ')}. A file of ${many} needs ${required.join(', ')}.`,
      1,
    )
  if (anyOf && !anyOf.some(column => found.has(column)))
    throw new FileRefused(`The file lacks the columns ${anyOf.join(' and ')}: one of them is needed.`, 1)
}

function quoted(name: string): string {
  const text = name.trim()
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`
}
