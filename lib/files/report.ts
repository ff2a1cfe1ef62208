import type { FileKind } from './kinds'

/** One thing wrong with one row: where, which column, and a sentence. Lines are those of the file; the header is line 1. */
export type RowProblem = { line: number; column: string | null; reason: string }

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

export type ImportProgress = { rows: number; bytes: number; totalBytes: number | null }
