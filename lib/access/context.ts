import type { Db } from '@/db/client'
import type { CalendarDate } from '@/lib/calendar-date'
import type { Actor } from './actor'

/** What every read and every write is handed first: the database, the actor, and the clock. */
export type Context = {
  db: Db
  actor: Actor
  /** The calendar date of `now` in the billing time zone. */
  today: CalendarDate
  now: Date
}
