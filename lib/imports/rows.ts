import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { utf8Bytes } from './bytes'
import { FileRefused } from './file-refused'
import { type Header, readHeader } from './header'
import { type FileKind, mostColumns } from './layouts'
import { readCell } from './mapping'
import type { RowProblem } from './report'
import type { FileSource } from './source'

/** One row: its line in the file and its cells by column; a column that the file lacks is an empty cell. */
export type RawRow = { line: number; cells: Readonly<Record<string, string>> }

export type Batch = {
  rows: RawRow[]
  problems: RowProblem[]
  notes: string[]
  /** The header row as it stands in the file, without empty cells at its end. */
  header: readonly string[]
  /** Every row as it stands in the file, by its line. */
  cellsOf: ReadonlyMap<number, readonly string[]>
  /** The known columns that the file has. */
  columns: ReadonlySet<string>
  /** Bytes of the file read so far. */
  bytes: number
}

/** A row longer than this is not one of ours: a quote was left open, or the file is no CSV. */
const maxRowBytes = 1_000_000

/**
 * The rows of a CSV file, `size` at a time: RFC 4180, UTF-8 with or without BOM, LF or CRLF. The whole file is never in
 * memory. Rows whose number of cells is wrong are problems; what is no CSV at all throws FileRefused.
 */
export async function* readBatches(source: FileSource, kind: FileKind, size: number): AsyncGenerator<Batch> {
  let bytes = 0
  let header: Header | null = null
  let batch = emptyBatch()
  const onBytes = (total: number) => {
    bytes = total
  }
  for await (const { line, cells } of records(source, onBytes)) {
    if (cells.every(cell => cell.trim() === '')) continue
    if (!header) {
      header = readHeader(cells, kind)
      batch.notes.push(...header.notes)
      continue
    }
    // Of a row of 400,000 cells no more is kept than a header may have.
    batch.cellsOf.set(line, cells.length > mostColumns ? cells.slice(0, mostColumns) : cells)
    const problem = cellCountProblem(cells, header.width)
    if (problem) batch.problems.push({ line, column: null, reason: problem })
    else batch.rows.push({ line, cells: named(cells, header) })
    if (batch.rows.length + batch.problems.length < size) continue
    yield { ...batch, header: header.cells, columns: header.columns, bytes }
    batch = emptyBatch()
  }
  if (!header) throw new FileRefused('The file has no header row. Its first line must name the columns.')
  yield { ...batch, header: header.cells, columns: header.columns, bytes }
}

type OpenBatch = Pick<Batch, 'rows' | 'problems' | 'notes'> & { cellsOf: Map<number, readonly string[]> }

const emptyBatch = (): OpenBatch => ({ rows: [], problems: [], notes: [], cellsOf: new Map() })

type NumberedCells = { line: number; cells: string[] }

async function* records(source: FileSource, onBytes: (total: number) => void): AsyncGenerator<NumberedCells> {
  // Counted as rows are parsed, not as they are read: a parser that fails drops what waits to be read.
  let next = 1
  const starts: number[] = []
  const parser = parse({
    bom: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: maxRowBytes,
    on_record: cells => {
      starts.push(next)
      next += 1 + newlinesIn(cells)
      return cells
    },
  })
  // What goes wrong with the bytes destroys the parser, and is thrown where its rows are read.
  void pipeline(utf8Bytes(source, onBytes), parser).catch(() => undefined)
  try {
    // The parser waits for its reader after a few rows, so that `starts` stays short.
    for await (const cells of parser) yield { line: starts.shift() ?? next, cells }
  } catch (error) {
    throw error instanceof CsvError ? notCsv(error, next) : error
  }
}

function newlinesIn(cells: readonly string[]): number {
  let found = 0
  for (const cell of cells)
    if (cell.includes('\n') || cell.includes('\r')) found += cell.match(/\r\n|\n|\r/g)?.length ?? 0
  return found
}

function named(cells: readonly string[], header: Header): Record<string, string> {
  const row: Record<string, string> = { ...header.empty }
  for (const [column, index] of header.places) row[column] = readCell(cells[index])
  return row
}

function cellCountProblem(cells: readonly string[], width: number): string | null {
  if (cells.length === width) return null
  if (cells.length > width && cells.slice(width).every(cell => cell.trim() === '')) return null
  return `This row has ${cells.length} cells and the header has ${width}. A cell that holds a comma needs quotes around it.`
}

const csvProblems: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed.',
  CSV_INVALID_CLOSING_QUOTE:
    'a closing quote is followed by more text. A quote inside quotes is written twice.',
  INVALID_OPENING_QUOTE: 'a quote stands in the middle of a cell. Put the whole cell in quotes.',
  CSV_MAX_RECORD_SIZE: 'the row is longer than 1,000,000 bytes. A quote may have been left open.',
}

function notCsv(error: CsvError, line: number): FileRefused {
  const sentence = csvProblems[error.code] ?? 'it cannot be read as CSV.'
  return new FileRefused(`Line ${line}: ${sentence}`, line)
}
