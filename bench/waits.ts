/** What a page waits on the embedded database while something else is under way: for its connection, and for the event loop. */
import { setTimeout } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

export type Waits = {
  /** How long the work took. */
  seconds: number
  /** The longest from when the smallest query was due until its answer, in milliseconds: for a turn, the connection, the answer. */
  query: number
  /** The longest that a timer was late: what requests wait that need no database. */
  loop: number
  /** How often the query was asked. */
  asked: number
}

const pauseMs = 5

/**
 * A clock for what this process makes others wait: time that passed and was worked in. What other processes take of a busy machine
 * is not counted.
 */
function watch(): () => number {
  const began = performance.now()
  const worked = process.cpuUsage()
  return () => {
    const passed = performance.now() - began
    const { user, system } = process.cpuUsage(worked)
    return Math.min(passed, (user + system) / 1000)
  }
}

/** Does the work while others ask the smallest query, and look at the clock, over and over, from before it begins until after its end. */
export async function waitsDuring(db: Db, work: () => Promise<unknown>): Promise<Waits> {
  let isDone = false
  const waits = { query: 0, loop: 0, asked: 0 }
  const asking = (async () => {
    while (!isDone) {
      const late = watch()
      await setTimeout(pauseMs)
      await db.execute(sql`select 1`)
      waits.query = Math.max(waits.query, late() - pauseMs)
      waits.asked += 1
    }
  })()
  const looking = (async () => {
    while (!isDone) {
      const late = watch()
      await setTimeout(pauseMs)
      waits.loop = Math.max(waits.loop, late() - pauseMs)
    }
  })()
  await setTimeout(4 * pauseMs)
  const began = performance.now()
  await work().finally(() => {
    isDone = true
  })
  const seconds = (performance.now() - began) / 1000
  await Promise.all([asking, looking])
  return { seconds, ...waits }
}
