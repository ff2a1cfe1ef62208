import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { describePostgres, withDatabase } from '@/testing/database'
import { importText } from '@/testing/imports'
import { ledgerOf } from '@/testing/ledger'
import { loadProvider } from '@/testing/providers'
import { makeTemplate, type Template, undisturbedLedger } from '@/testing/template'
import { today } from '@/testing/today'
import { resumeRun } from './control'
import { executeRun, runBilling, startRun } from './start'

const options = {
  mode: 'post',
  throughOn: '2026-02-28',
  now: new Date(`${today}T09:00:00Z`),
  today,
  batchSize: 25,
} as const
const repeats = process.env.OPENMRC_SOAK === '1' ? 30 : 2

describePostgres('a run in trouble', () => {
  let template: Template
  let undisturbed: string[] = []
  beforeAll(async () => {
    template = await makeTemplate(db => loadProvider(db))
    undisturbed = await undisturbedLedger(template, db => runBilling({ db, actor: admin }, options))
  }, 60_000)

  it('whose database goes away half-way, all connections at once, is resumed under its own number', async () => {
    for (let i = 0; i < repeats; i += 1) {
      const url = await template.copy()
      const name = new URL(url).pathname.slice(1)
      const runId = await withDatabase(url, async db => {
        const started = await startRun({ db, actor: admin }, options)
        let batches = 0
        const cut = withDatabase(url.replace(`/${name}`, '/postgres'), async other => {
          while (batches < 1 + (i % 3)) await new Promise(resolve => setTimeout(resolve, 1))
          await other.execute(
            sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and pid <> pg_backend_pid()`,
          )
        })
        const work = executeRun(db, started, {
          batchSize: 10,
          concurrency: 1 + (i % 2),
          onProgress: () => {
            batches += 1
          },
        })
        await work.catch(() => undefined)
        batches = 99
        await cut
        return started.runId
      })
      await withDatabase(url, async db => {
        await db.execute(
          sql`update billing_runs set heartbeat_at = now() - interval '1 hour' where id = ${runId} and status = 'running'`,
        )
        const rows = await rowsOf<{ status: string }>(
          db,
          sql`select status from billing_runs where id = ${runId}`,
        )
        if (rows[0]?.status !== 'completed')
          await executeRun(db, await resumeRun({ db, actor: admin }, runId), {})
        expect(await ledgerOf(db)).toEqual(undisturbed)
        expect(await checkLedger(db)).toEqual([])
      })
    }
  }, 600_000)

  it('with usage imported meanwhile counts each row in one window, or after all of them', async () => {
    for (let i = 0; i < repeats; i += 1) {
      const url = await template.copy()
      await withDatabase(url, async db => {
        const header = 'usage_id,customer_account_code,did,started_at,destination,seconds,charge'
        const [customer] = await rowsOf<{ code: string }>(
          db,
          sql`select account_code as code from customers order by id limit 1`,
        )
        const rows = Array.from(
          { length: 200 },
          (_, n) => `T${i}-${n},${customer?.code},,2026-02-${String(1 + (n % 28)).padStart(2, '0')},,,0.01`,
        )
        const run = runBilling({ db, actor: admin }, { ...options, concurrency: 2 })
        const usage = importText(db, 'usage', [header, ...rows].join('\n'))
        await Promise.all([run, usage])
        const again = await runBilling({ db, actor: admin }, options)
        expect(again.chargedCount).toBe(0)
        expect(await checkLedger(db)).toEqual([])
        const [kept] = await rowsOf<{ count: number }>(
          db,
          sql`select count(*)::int as count from usage where usage_id like ${`T${i}-%`}`,
        )
        expect(kept?.count).toBe(200)
      })
    }
  }, 600_000)

  it('on a machine whose clock moved backwards posts what is due by its date, once', async () => {
    await withDatabase(await template.copy(), async db => {
      await runBilling({ db, actor: admin }, options)
      const earlier = { ...options, now: new Date('2020-01-01T00:00:00Z'), today: '2020-01-01' }
      expect((await runBilling({ db, actor: admin }, earlier)).chargedCount).toBe(0)
      expect(
        (await runBilling({ db, actor: admin }, { ...earlier, throughOn: '2025-12-31' })).chargedCount,
      ).toBe(0)
      expect(await ledgerOf(db)).toEqual(undisturbed)
      expect(await checkLedger(db)).toEqual([])
    })
  }, 60_000)
})
