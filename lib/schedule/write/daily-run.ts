/**
 * The daily run: once a billing day however many processes share the database, and whatever was missed with it. A day is taken by
 * a row that the database lets in once, in the transaction that opens the run. docs/decisions/0005-a-claim-row-a-day.md
 */

import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { systemActor } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { resumeRun } from '@/lib/billing-runs/control'
import { RunStopped } from '@/lib/billing-runs/lease'
import { executeRun, startRun } from '@/lib/billing-runs/start'
import type { StartedRun, WorkOptions } from '@/lib/billing-runs/work'
import { type CalendarDate, todayIn } from '@/lib/calendar-date'
import { Refusal } from '@/lib/refusal/refusal'
import type { Settings } from '@/lib/settings/read'
import { dueDay } from '../due'

/** A daily run that failed or died is taken up again this long after it was last heard of. */
const retrySeconds = 120

export type ScheduleSettings = Pick<Settings, 'timeZone' | 'dailyRunIsOn' | 'dailyRunHour'>

/**
 * Starts the run of the day that is due where no process has, or takes one up that died, and works it off. Answers the run's id
 * where this process did the work, else null. A failure of the run is recorded on it and thrown.
 */
export async function runDaily(
  { db, now }: Within<'now'>,
  settings: ScheduleSettings,
  work: WorkOptions,
): Promise<number | null> {
  if (!settings.dailyRunIsOn) return null
  const day = dueDay(settings.timeZone, now, settings.dailyRunHour)
  const started = (await claim({ db, now }, settings, day)) ?? (await takeUp(db, day))
  if (started === null) return null
  try {
    await executeRun(db, started, work)
  } catch (failure) {
    // Paused or cancelled by somebody, or taken over: theirs to go on with.
    if (!(failure instanceof RunStopped)) throw failure
  }
  return started.runId
}

async function claim(
  { db, now }: Within<'now'>,
  { timeZone }: ScheduleSettings,
  day: CalendarDate,
): Promise<StartedRun | null> {
  return db.transaction(async tx => {
    const claimed = await rowsOf<{ task: string }>(
      tx,
      sql`insert into schedule_claims (task, billing_on) values ('run', ${day}::date) on conflict do nothing returning task`,
    )
    if (claimed.length === 0) return null
    const started = await startRun(
      { db: tx, actor: systemActor },
      {
        mode: 'post',
        throughOn: day,
        now,
        today: todayIn(timeZone, now),
        startedFrom: 'schedule',
      },
    )
    await tx.execute(
      sql`update schedule_claims set run_id = ${started.runId} where task = 'run' and billing_on = ${day}::date`,
    )
    return started
  })
}

/** The day's run where it failed or died some time ago. One that somebody paused or cancelled stays so. */
async function takeUp(db: Db, day: CalendarDate): Promise<StartedRun | null> {
  const [dead] = await rowsOf<{ runId: number }>(
    db,
    sql`select b.id::float8 as "runId" from schedule_claims s join billing_runs b on b.id = s.run_id
      where s.task = 'run' and s.billing_on = ${day}::date and b.status in ('running', 'failed') and b.reversed_count = 0
        and greatest(b.heartbeat_at, b.finished_at) < now() - make_interval(secs => ${retrySeconds})`,
  )
  if (!dead) return null
  try {
    return await resumeRun({ db, actor: systemActor }, dead.runId)
  } catch (error) {
    // Another process was quicker.
    if (error instanceof Refusal) return null
    throw error
  }
}
