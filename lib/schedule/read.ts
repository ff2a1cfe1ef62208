/** How the daily run stands: when it ran last, when it comes next, and whether one is late. */

import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import type { Within } from '@/lib/access/context'
import type { RunStatus } from '@/lib/billing-runs/labels'
import type { CalendarDate } from '@/lib/calendar-date'
import { dueDay, isOverdue, nextDay } from './due'
import type { ScheduleSettings } from './write/daily-run'

export type DailyRun = {
  billingOn: CalendarDate
  runId: number
  status: RunStatus
  finishedAt: Date | null
}

export type ScheduleState = {
  isOn: boolean
  hour: number
  timeZone: string
  last: DailyRun | null
  nextOn: CalendarDate
  /** The billing day whose run has not ended although its hour has long struck; null where none is missing. */
  lateOn: CalendarDate | null
}

type Row = Omit<DailyRun, 'finishedAt'> & { finished: number | null }

/** The last daily runs, the latest billing day first. */
export async function listDailyRuns(db: Db, limit = 10): Promise<DailyRun[]> {
  const rows = await rowsOf<Row>(
    db,
    sql`select s.billing_on::text as "billingOn", b.id::float8 as "runId", b.status, extract(epoch from b.finished_at)::float8 as finished
      from schedule_claims s join billing_runs b on b.id = s.run_id where s.task = 'run' order by s.billing_on desc limit ${limit}`,
  )
  return rows.map(({ finished, ...row }) => ({
    ...row,
    finishedAt: finished === null ? null : new Date(Math.round(finished * 1000)),
  }))
}

/** How the daily run stands at `now`. */
export async function getSchedule(
  { db, now }: Within<'now'>,
  settings: ScheduleSettings,
): Promise<ScheduleState> {
  const { timeZone, dailyRunIsOn: isOn, dailyRunHour: hour } = settings
  const day = dueDay(timeZone, now, hour)
  const [last] = await listDailyRuns(db, 1)
  const [found] = await rowsOf<{ isDone: boolean }>(
    db,
    sql`select (b.id is null or b.status in ('completed', 'cancelled', 'undoing', 'undone')) as "isDone" from schedule_claims s
      left join billing_runs b on b.id = s.run_id where s.task = 'run' and s.billing_on = ${day}::date`,
  )
  const isLate = isOn && !found?.isDone && isOverdue(timeZone, now, hour, day)
  return {
    isOn,
    hour,
    timeZone,
    last: last ?? null,
    nextOn: nextDay(timeZone, now, hour),
    lateOn: isLate ? day : null,
  }
}
