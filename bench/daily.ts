/** A day on which one assignment in thirty is due, and one customer with a thousand assignments. */
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { toDay } from '@/lib/calendar-date'
import { planBatch } from '@/lib/planning/batch'
import { median } from './measure'

export type DailyFigures = { exist: number; due: number; seconds: number }

/** Posts the first month, then three days more, one by one: what a day costs, beside what exists. Medians. */
export async function benchDaily(db: Db, assignments: number): Promise<DailyFigures> {
  const post = (throughOn: string) =>
    runBilling(
      { db, actor: admin },
      {
        mode: 'post',
        throughOn,
        today: throughOn,
        now: new Date(`${throughOn}T09:00:00Z`),
        batchSize: 5_000,
        concurrency: 2,
      },
    )
  await post('2026-02-09')
  const days: { due: number; seconds: number }[] = []
  for (const day of ['2026-02-10', '2026-02-11', '2026-02-12']) {
    const started = performance.now()
    const { chargedCount } = await post(day)
    days.push({ due: chargedCount, seconds: (performance.now() - started) / 1000 })
  }
  return { exist: assignments, due: median(days.map(d => d.due)), seconds: median(days.map(d => d.seconds)) }
}

/** Milliseconds to plan one customer who has a thousand assignments, all due: the median of nine. */
export async function benchCustomer(db: Db): Promise<number> {
  // The generator made them of others; nobody moves an assignment so.
  await db.execute(sql`alter table assignments disable trigger assignments_one_payer`)
  await db.execute(sql`update assignments set payer_id = 1, customer_id = 1, did_id = null where id <= 1000`)
  await db.execute(sql`alter table assignments enable trigger assignments_one_payer`)
  const times: number[] = []
  for (let round = 0; round < 9; round += 1) {
    const started = performance.now()
    await planBatch(db, [1], toDay('2026-01-01'), { lock: false, lookUpAll: false })
    times.push(performance.now() - started)
  }
  return median(times)
}

/** The days in words, and what a charge costs in the larger book beside the smaller one. */
export function dailyText(days: readonly DailyFigures[], rate: (perSecond: number) => string): string[] {
  const perSecond = ({ due, seconds }: DailyFigures) => due / seconds
  const lines = days.map(
    day =>
      `  ${day.due.toLocaleString('en-US')} of ${day.exist.toLocaleString('en-US')}`.padEnd(28) +
      `${rate(perSecond(day))} charges/s, ${day.seconds.toFixed(2)} s`,
  )
  const [small, large] = days
  // A day of a few charges takes as long as opening a run.
  if (!small || !large || small.due < 1_000) return ['A day with one in thirty due', ...lines]
  const share = (perSecond(large) / perSecond(small)).toFixed(2)
  const times = (large.exist / small.exist).toFixed(0)
  return [
    'A day with one in thirty due',
    ...lines,
    `  where ${times} times as much exists, a charge is posted at ${share} of the speed`,
  ]
}
