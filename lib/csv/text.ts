import { stringify } from 'csv-stringify/sync'
import { neutralise } from './formula'

/** A cell to write: text is neutralised, numbers and decimals (`{ decimal: '-5.00' }`) stay numbers, null is empty. */
export type Cell = string | number | bigint | null | { decimal: string }

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return neutralise(cell)
  return typeof cell === 'object' ? cell.decimal : cell.toString()
}

/** Rows as CSV text (RFC 4180, CRLF), for one batch of an export. The header is a row like any other. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map(row => row.map(cellText)),
    // A newline of either kind inside a cell is quoted, whichever ends the rows.
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  )
}

/** A whole export, a batch at a time: header first, then `batchSize` rows per piece. */
export async function* csvPieces(
  header: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
  batchSize = 1000,
): AsyncGenerator<string> {
  yield csvText([header])
  let batch: (readonly Cell[])[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < batchSize) continue
    yield csvText(batch)
    batch = []
  }
  if (batch.length > 0) yield csvText(batch)
}
