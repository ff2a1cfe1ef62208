import { type Db, openDatabase } from '@/db/client'
import { type CalendarDate, parseDay, todayIn } from '@/lib/calendar-date'
import { environment } from '@/lib/environment/environment'
import { getSettings, type Settings } from '@/lib/settings/read'
import { WrongUse } from './wrong-use'

/** What a command works with: the clock is asked here, once. */
export type Opened = {
  db: Db
  settings: Settings
  now: Date
  today: CalendarDate
  /** Rows in one statement: here no page waits for its turn. */
  batchSize: number
  /** The database lives in this process. */
  isEmbedded: boolean
  /** Batches of a run at once: PostgreSQL writes one while this process plans another. */
  concurrency: number
}

/** Opens the database of the environment. Throws a StartProblem where it cannot be, as when the app has it. */
export async function open(): Promise<Opened> {
  const { billingTimeZone, databaseUrl } = environment()
  const db = await openDatabase()
  const settings = await getSettings(db, billingTimeZone)
  const now = new Date()
  const batchSize = databaseUrl === undefined ? 2_000 : 10_000
  return {
    db,
    settings,
    now,
    today: todayIn(settings.timeZone, now),
    batchSize,
    isEmbedded: databaseUrl === undefined,
    concurrency: databaseUrl === undefined ? 1 : 2,
  }
}

/** The date given for an option. Throws WrongUse where it is missing or none. */
export function dateOf(option: string, value: string | undefined): CalendarDate {
  if (value === undefined) throw new WrongUse(`--${option} needs a date such as 2026-03-31.`)
  if (parseDay(value) === null)
    throw new WrongUse(`--${option} ${value} is not a date. Type one such as 2026-03-31.`)
  return value
}
