import type { Db } from '@/db/client'
import type { Actor } from '../actor'
import type { CalendarDate } from '../calendar-date'
import type { RawRow } from './read'
import type { RowProblem } from './report'

/** What every file is read with. */
export type ImportContext = {
  actor: Actor
  today: CalendarDate
  /** The billing time zone. */
  timeZone: string
  /** The provider's currency, where a row names none. */
  currency: string
  /** Whether good rows are written. A check reads the same way and writes nothing. */
  writes: boolean
  /** Which of the known columns the file has: a column that is not there changes nothing that exists. */
  has: (column: string) => boolean
}

export type BatchResult = { created: number; changed: number; unchanged: number; problems: RowProblem[] }

/** How one kind of file becomes rows of the database. Made anew for every import: it may remember what it looked up. */
export type Importer = {
  /** The column that is the key, and how its text is compared. */
  keyOf: (row: RawRow) => string
  /** Judges the rows, which have no key twice, against what is there; writes them where the context says so. */
  take: (db: Db, rows: RawRow[]) => Promise<BatchResult>
  /** After the last batch, inside the same transaction: what comes at the end, and notes for the person. */
  finish: (db: Db) => Promise<string[]>
}
