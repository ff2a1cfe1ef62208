import { type ChargeRow, chargeColumns } from '@/lib/charges/read/export'
import { type Cell, csvPieces } from '@/lib/csv/text'

const decimals: ReadonlySet<string> = new Set([
  'charge_id',
  'quantity',
  'unit_retail',
  'unit_cost',
  'retail_amount',
  'cost_amount',
  'run',
])

/** charges.csv, a piece at a time: amounts stay numbers, text is made safe for a spreadsheet. */
export function chargesCsv(rows: AsyncIterable<ChargeRow>): AsyncGenerator<string> {
  return csvPieces(chargeColumns, cellsOf(rows))
}

async function* cellsOf(rows: AsyncIterable<ChargeRow>): AsyncGenerator<Cell[]> {
  for await (const row of rows)
    yield chargeColumns.map(column => (decimals.has(column) ? { decimal: row[column] } : row[column]))
}
