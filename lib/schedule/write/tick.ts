/** What the app does by itself, looked after once a minute; the database decides which of several processes does it. */

import type { Db } from '@/db/client'
import { startQueue } from '@/db/queue/queue'
import type { Within } from '@/lib/access/context'
import { helpWithRun, workOptions } from '@/lib/billing-runs/background'
import { sweepOldLines } from '@/lib/billing-runs/sweep-lines'
import { todayIn } from '@/lib/calendar-date'
import { environment } from '@/lib/environment/environment'
import { log } from '@/lib/log'
import { writeNotices } from '@/lib/notices/write/notices'
import { sendNotices } from '@/lib/notices/write/send'
import { getSettings } from '@/lib/settings/read'
import { runDaily } from './daily-run'

const everyMs = 60_000
/** The first look waits until the process has answered its first pages. */
const firstMs = 5_000

// On globalThis: Next may load this module again on an edit.
const shared: typeof globalThis & { openmrcTicker?: NodeJS.Timeout } = globalThis

/** One look at everything that is due. What fails is logged and tried again by a later look. */
export async function tick({ db, now }: Within<'now'>): Promise<void> {
  const settings = await getSettings(db, environment().billingTimeZone)
  await attempt('the daily run', () => runDaily({ db, now }, settings, workOptions()))
  await attempt('deleting old lines of simulations', () => sweepOldLines({ db, now }))
  const { noticeDays: days, timeZone, providerName } = settings
  if (days === null) return
  await attempt('writing notices', () =>
    writeNotices(db, { today: todayIn(timeZone, now), days }, providerName),
  )
  const { mail } = environment()
  if (mail) await attempt('sending notices', () => sendNotices(db, mail))
}

async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.error(`${what} failed`, { error })
  }
}

/**
 * Has everything looked after from now on: by pg-boss on PostgreSQL, where one process is woken a minute and runs are shared, by
 * a timer on the embedded database. Started twice, it runs once. Throws where pg-boss cannot make its tables.
 */
export async function startSchedule(db: Db): Promise<void> {
  if (environment().databaseUrl === undefined) return startTicker(db)
  await startQueue({ look: () => tick({ db, now: new Date() }), help: run => helpWithRun(db, run) })
}

/** Looks once a minute until the process ends; a look that takes longer delays the next. */
function startTicker(db: Db): void {
  clearTimeout(shared.openmrcTicker)
  const plan = (ms: number) => {
    const timer = setTimeout(async () => {
      await attempt('the schedule', () => tick({ db, now: new Date() }))
      if (shared.openmrcTicker === timer) plan(everyMs)
    }, ms)
    timer.unref()
    shared.openmrcTicker = timer
  }
  plan(firstMs)
}
