import type { Db } from '@/db/client'
import type { Actor } from '@/lib/access/actor'
import type { CalendarDate } from '@/lib/calendar-date'
import type { RowProblem } from './report'
import type { RawRow } from './rows'

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
