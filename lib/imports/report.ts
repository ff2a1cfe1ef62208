import type { FileKind } from './layouts'

/** One thing wrong with one row: where, which column, and a sentence. Lines are those of the file; the header is line 1. */
export type RowProblem = { line: number; column: string | null; reason: string }

/** A bad row as it stands in the file, in the order of its header, with everything that is wrong with it. */
export type BadRow = { line: number; cells: readonly string[]; problems: Omit<RowProblem, 'line'>[] }

/** How an import ended. Nothing was saved unless `saved`. */
export type ImportReport = {
  kind: FileKind
  rows: number
  created: number
  changed: number
  unchanged: number
  problemCount: number
  /** What a person should know though nothing is wrong: unknown columns, people invited, past dates to be charged. */
  notes: string[]
  saved: boolean
}

/** How far an import is: rows of the file that were read, or rows that are being written of those that will be. */
export type ImportProgress =
  | { step: 'reading'; rows: number; bytes: number; totalBytes: number | null }
  | { step: 'writing'; rows: number; ofRows: number }
