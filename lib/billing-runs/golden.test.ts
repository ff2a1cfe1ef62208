import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { commandLineActor as admin } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { exportLines } from '@/lib/charges/read/export'
import { describeDatabases } from '@/testing/database'
import { loadProvider, type ProviderName, providerFile, providers } from '@/testing/providers'
import { now, today } from '@/testing/today'
import { formatDay, toDay } from '../calendar-date'
import { runBilling } from './start'

const columns = [
  'billing_date',
  'kind',
  'customer_account_code',
  'did',
  'package_code',
  'assignment_reference',
  'period_from',
  'period_to',
  'quantity',
  'retail_amount',
  'cost_amount',
  'currency',
]

function lineOf(row: Record<string, string>): string {
  return columns.map(column => row[column] ?? '').join(',')
}

for (const [name, through] of Object.entries(providers) as [ProviderName, string][]) {
  describeDatabases(`the provider ${name} billed through ${through}`, open => {
    const rows: Record<string, string>[] = parse(providerFile(name, 'charges'), { columns: true })
    const expected = rows.map(lineOf).sort()

    async function load() {
      const db = await open({ fresh: true })
      const reports = await loadProvider(db, name)
      expect(reports.map(report => report.problemCount)).toEqual([0, 0, 0, 0, 0, 0])
      return db
    }

    async function charged(db: Awaited<ReturnType<typeof load>>): Promise<string[]> {
      const lines: string[] = []
      for await (const row of exportLines(db, { from: '1970-01-01', to: '9999-12-31' }))
        lines.push(lineOf(row))
      return lines.sort()
    }

    it('gives exactly the expected charges in one run, and nothing the second time', async () => {
      const db = await load()
      const options = { mode: 'post', throughOn: through, today, now } as const
      const simulated = await runBilling({ db, actor: admin }, { ...options, mode: 'simulate' })
      const posted = await runBilling({ db, actor: admin }, options)
      expect(await charged(db)).toEqual(expected)
      expect([posted.chargedCount, posted.totals]).toEqual([simulated.chargedCount, simulated.totals])
      const again = await runBilling({ db, actor: admin }, options)
      expect([again.chargedCount, again.alreadyChargedCount]).toEqual([0, expected.length])
      expect(await checkLedger(db)).toEqual([])
    }, 120_000)

    it('gives the same day by day', async () => {
      const db = await load()
      for (let day = toDay('2025-10-25'); day <= toDay(through); day += 1) {
        await runBilling(
          { db, actor: admin },
          { mode: 'post', throughOn: formatDay(day), today, now, batchSize: 300 },
        )
      }
      expect(await charged(db)).toEqual(expected)
      expect(await checkLedger(db)).toEqual([])
    }, 240_000)
  })
}
