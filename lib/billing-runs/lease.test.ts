import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { billingRuns } from '@/db/schema/billing'
import { commandLineActor as admin } from '@/lib/access/actor'
import { planBatch } from '@/lib/planning/batch'
import { countBatch } from '@/lib/planning/count'
import { describeDatabases } from '@/testing/database'
import { today } from '@/testing/today'
import { timeOf } from './batch-figures'
import { countIntoRun } from './lease'
import { startRun } from './start'

describeDatabases('the heartbeat of a run', open => {
  it('is when a batch was done, not when it began: a long one does not look dead at its end', async () => {
    const db = await open()
    const now = new Date(`${today}T09:00:00Z`)
    const run = await startRun({ db, actor: admin }, { mode: 'post', throughOn: today, now, today })
    const isLater = await db.transaction(async tx => {
      const plan = await planBatch(tx, [], 0, { lock: true, lookUpAll: false })
      await tx.execute(sql`select pg_sleep(0.05)`)
      await countIntoRun(tx, run, countBatch(plan), timeOf(plan, [], performance.now()))
      return tx.$count(
        billingRuns,
        sql`${eq(billingRuns.id, run.runId)} and ${billingRuns.heartbeatAt} > now() + interval '40 ms'`,
      )
    })
    expect(isLater).toBe(1)
  })
})
