import { eq, sql } from 'drizzle-orm'
import pg from 'pg'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { makeProvider } from '@/bench/provider'
import { type Db, rowsOf } from '@/db/client'
import { billingRuns, charges } from '@/db/schema/billing'
import { billingRunParcels } from '@/db/schema/run-parcels'
import { settings } from '@/db/schema/settings'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { getSettings } from '@/lib/settings/read'
import { chanceOf, ownSeed } from '@/testing/chance'
import { describePostgres } from '@/testing/database'
import { ledgerOf } from '@/testing/ledger'
import { type Member, startCrew } from '@/testing/processes/crew'
import { loadProvider } from '@/testing/providers'
import { makeTemplate, type Template, undisturbedLedger } from '@/testing/template'
import { now, today } from '@/testing/today'
import { cancelRun, pauseRun } from '../billing-runs/control'

/** `npm run soak` repeats, and kills at random moments as well. */
const isSoak = process.env.OPENMRC_SOAK === '1'
const throughOn = '2026-02-28'
const assignments = 1_000
const customers = assignments / 10
/** Milliseconds for one test, on a machine that does other things too. */
const longest = isSoak ? 600_000 : 180_000

const seed = ownSeed()
const chance = chanceOf(seed)

describePostgres('several processes', open => {
  let template: Template
  let smallTemplate: Template
  let undisturbed: string[] = []
  let crew: Member[] = []

  beforeAll(async () => {
    smallTemplate = await makeTemplate(db => loadProvider(db))
    template = await makeTemplate(db => makeProvider(db, { assignments }))
    const post = { mode: 'post', throughOn, now, today } as const
    undisturbed = await undisturbedLedger(template, db => runBilling({ db, actor: admin }, post))
  }, longest)

  afterEach(() => {
    for (const member of crew) member.kill()
    crew = []
  })

  /** Locks the customers after the n-th, so that whoever takes a parcel of theirs waits for `release`. */
  async function hold(connectionString: string, after: number): Promise<() => Promise<unknown>> {
    const client = new pg.Client({ connectionString })
    await client.connect()
    await client.query('begin')
    await client.query('select 1 from customers where id > $1 for update', [after])
    return () => client.end()
  }

  const waiting = sql<number>`select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`

  /**
   * Starts processes and has the first one post. Answers with every one of them in the midst of a parcel: the customers before
   * `after` are charged by then, the others wait for `release`.
   */
  async function posting(size: number, after: number) {
    const url = await template.copy()
    const db = await open({ at: url })
    const release = await hold(url, after)
    crew = startCrew(url, size)
    await Promise.all(crew.map(member => member.hears('ready')))
    const [first, ...others] = crew
    if (!first) throw new Error('nobody started')
    first.tell({ post: throughOn })
    const runId = Number((await first.hears('started')).text)
    const inside = async () => (await rowsOf<{ count: number }>(db, waiting))[0]?.count
    await expect.poll(inside, { timeout: longest / 2 }).toBe(size)
    return { db, runId, first, others, release }
  }

  async function runRow(db: Db, runId: number) {
    const [row] = await db.select().from(billingRuns).where(eq(billingRuns.id, runId))
    if (!row) throw new Error('no run')
    return row
  }

  async function untilStatus(db: Db, runId: number, status: string): Promise<void> {
    await expect.poll(async () => (await runRow(db, runId)).status, { timeout: longest / 2 }).toBe(status)
  }

  async function expectUndisturbed(db: Db, runId: number): Promise<void> {
    expect(await ledgerOf(db)).toEqual(undisturbed)
    expect(await checkLedger(db)).toEqual([])
    const run = await runRow(db, runId)
    expect(run).toMatchObject({
      status: 'completed',
      assignmentsDone: assignments,
      assignmentsTotal: assignments,
    })
    expect(run.chargedCount).toBe(await db.$count(charges))
    expect(await db.$count(billingRunParcels)).toBe(0)
  }

  it.each(isSoak ? [2, 4, 4, 4] : [4])(
    '%i work off one run together, each a part, and end when they are asked to',
    async size => {
      const { db, runId, first, others, release } = await posting(size, 0)
      await release()
      await first.hears('ended')
      await Promise.all(others.map(member => member.hears('left')))
      await expectUndisturbed(db, runId)
      const parcels = crew.map(member => member.said.filter(({ word }) => word === 'parcel').length)
      expect(Math.min(...parcels)).toBeGreaterThan(0)
      expect(parcels.reduce((sum, count) => sum + count, 0)).toBe(customers)
      expect(await Promise.all(crew.map(member => member.end()))).toEqual(crew.map(() => 0))
    },
    longest,
  )

  it.each(['began it', 'helps'])(
    'lose nothing when the one that %s is killed inside a parcel: the others finish without being told',
    async who => {
      const { db, runId, first, others, release } = await posting(2, customers / 2)
      const victim = who === 'began it' ? first : others[0]
      victim?.kill()
      await release()
      await untilStatus(db, runId, 'completed')
      await expectUndisturbed(db, runId)
    },
    longest,
  )

  it.each(Array.from({ length: isSoak ? 20 : 0 }, (_, i) => i))(
    `lose nothing when two of three are killed at any moment (%i): seed ${seed}`,
    async i => {
      const { db, runId, first, others, release } = await posting(3, 0)
      await release()
      const victims = i % 2 === 0 ? [first, others[0]] : others
      for (const victim of victims) {
        const moment = victim?.hears('parcel', chance.whole(1, Math.floor(customers / 6)))
        await Promise.race([moment, untilStatus(db, runId, 'completed')])
        victim?.kill()
      }
      await untilStatus(db, runId, 'completed')
      await expectUndisturbed(db, runId)
    },
    longest,
  )

  it(
    'all stop when the run is paused, and go on together when it is resumed',
    async () => {
      const { db, runId, first, others, release } = await posting(2, customers / 2)
      await pauseRun({ db, actor: admin }, runId)
      const charged = await db.$count(charges)
      expect(charged).toBe(assignments)
      await release()
      await first.hears('stopped')
      await Promise.all(others.map(member => member.hears('left')))
      expect(await runRow(db, runId)).toMatchObject({ status: 'paused', chargedCount: charged })
      expect(await db.$count(charges)).toBe(charged)

      others[0]?.tell({ resume: runId })
      await untilStatus(db, runId, 'completed')
      await expectUndisturbed(db, runId)
    },
    longest,
  )

  it(
    'all stop for good when the run is cancelled; another run charges the rest',
    async () => {
      const { db, runId, first, others, release } = await posting(2, customers / 2)
      await cancelRun({ db, actor: admin }, runId)
      await release()
      await first.hears('stopped')
      await Promise.all(others.map(member => member.hears('left')))
      expect(await runRow(db, runId)).toMatchObject({ status: 'cancelled', chargedCount: assignments })
      expect(await db.$count(charges)).toBe(assignments)
      expect(await checkLedger(db)).toEqual([])
      await runBilling({ db, actor: admin }, { mode: 'post', throughOn, now: new Date(), today })
      expect(await ledgerOf(db)).toEqual(undisturbed)
      expect(await db.$count(billingRunParcels)).toBe(0)
    },
    longest,
  )

  it(
    'look for the daily run in the same minute and post it once',
    async () => {
      const url = await smallTemplate.copy()
      const db = await open({ at: url })
      await getSettings(db, 'UTC')
      await db.update(settings).set({ dailyRunIsOn: true, dailyRunHour: 0 })
      crew = startCrew(url, 2, { OPENMRC_TEST_SCHEDULE: '1' })
      await Promise.all(crew.map(member => member.hears('looked')))
      const runs = await db.select().from(billingRuns)
      expect(runs.map(run => run.startedFrom)).toEqual(['schedule'])
      await untilStatus(db, runs[0]?.id ?? 0, 'completed')
      expect(runs[0]?.chargedCount).toBeGreaterThan(0)
      expect(await checkLedger(db)).toEqual([])
      expect(await Promise.all(crew.map(member => member.end()))).toEqual([0, 0])
    },
    longest,
  )
})
