import type { Db } from '@/db/client'
import type { Actor } from '@/lib/access/actor'
import type { CalendarDate } from '@/lib/calendar-date'
import type { FileKind } from './layouts'
import type { BadRow, ImportProgress, RowProblem } from './report'
import type { RawRow } from './rows'
import type { FileSource } from './source'

/** What every file is read with. */
export type ImportContext = {
  actor: Actor
  today: CalendarDate
  /** The billing time zone. */
  timeZone: string
  /** The provider's currency, where a row names none. */
  currency: string
  /** Whether rows are judged in the transaction that writes them: what may be changed is locked as it is read. */
  locks: boolean
  /** Which of the known columns the file has: a column that is not there changes nothing that exists. */
  has: (column: string) => boolean
}

export type BatchResult = {
  created: number
  changed: number
  unchanged: number
  problems: RowProblem[]
  /** Writes the good rows, as they were judged, in a transaction. Called once or, where the file is not saved, never. */
  save: (tx: Db) => Promise<void>
}

/** How one kind of file becomes rows of the database. Made anew for every import: it may remember what it looked up. */
export type Importer = {
  /** The column that is the key, and how its text is compared. */
  keyOf: (row: RawRow) => string
  /** Judges the rows, which have no key twice, against what is there. Writes nothing: that is `save` of the answer. */
  take: (db: Db, rows: RawRow[]) => Promise<BatchResult>
  /** After the last batch and its `save`: writes what comes at the end of a file that is saved; gives notes for the person. */
  finish: (db: Db, isSaved: boolean) => Promise<string[]>
}

/**
 * `check` saves nothing; `save` saves the whole file or nothing of it; `rehearse` writes the good rows of a bad file too,
 * for a caller that takes everything back, so that a check of several files finds what the earlier ones bring.
 */
export type ImportMode = 'check' | 'save' | 'rehearse'

export type ImportRequest = {
  kind: FileKind
  mode: ImportMode
  source: FileSource
  today: CalendarDate
  timeZone: string
  currency: string
  /** Rows in one statement: 5,000 for PostgreSQL (twice as many are no faster), 1,000 where the database lives in the web process. */
  batchSize?: number
  /**
   * The database lives in this process: it has one connection, which a transaction keeps from everybody else, and nothing
   * analyses its tables. Rows are then judged before the transaction begins, and tables are analysed after it.
   */
  isEmbedded?: boolean
  onProgress?: (progress: ImportProgress) => void
  /** The header row of the file, before anything else is told. */
  onHeader?: (cells: readonly string[]) => void
  /** Every problem, as it is found. A retried transaction starts over: `onStart` is called before each try. */
  onProblem?: (problem: RowProblem) => void
  /** Every bad row with what it holds, a batch at a time; reading waits for the answer. */
  onBadRows?: (rows: BadRow[]) => void | Promise<void>
  onStart?: () => void
}
