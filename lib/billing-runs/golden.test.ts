import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { commandLineActor as admin } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { exportLines } from '@/lib/charges/read/export'
import { importFolder } from '@/lib/imports/folder'
import { describeDatabases } from '@/testing/database'
import { formatDay, toDay } from '../calendar-date'
import { runBilling } from './start'

/** Two whole providers with the charges that must come out, kept beside the project rather than in it. */
const providers = [
  {
    folder: '../shared/data/provider',
    through: '2026-03-31',
    charges: '../shared/data/provider-charges-2026-03-31.csv',
  },
  {
    folder: '../shared/data/odd-terms',
    through: '2026-06-30',
    charges: '../shared/data/odd-terms-charges-2026-06-30.csv',
  },
  {
    folder: 'lib/billing-runs/testdata',
    through: '2026-06-30',
    charges: 'lib/billing-runs/testdata/charges.csv',
  },
].filter(provider => existsSync(provider.charges))

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

const today = '2026-11-23'
const now = new Date('2026-11-23T09:00:00Z')

describe('known providers', () => {
  it('are there: at least the small one', () => expect(providers.length).toBeGreaterThan(0))
})

for (const provider of providers) {
  describeDatabases(`${provider.folder} billed through ${provider.through}`, open => {
    const rows: Record<string, string>[] = parse(readFileSync(provider.charges), { columns: true })
    const expected = rows.map(lineOf).sort()

    async function load() {
      const db = await open({ fresh: true })
      const reports = await importFolder(db, admin, {
        folder: provider.folder,
        check: false,
        today,
        timeZone: 'UTC',
        currency: 'USD',
      })
      expect(reports.map(report => report.problemCount)).toEqual(reports.map(() => 0))
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
      const options = { mode: 'post', throughOn: provider.through, today, now } as const
      const simulated = await runBilling(db, admin, { ...options, mode: 'simulate' })
      const posted = await runBilling(db, admin, options)
      expect(await charged(db)).toEqual(expected)
      expect([posted.chargedCount, posted.totals]).toEqual([simulated.chargedCount, simulated.totals])
      const again = await runBilling(db, admin, options)
      expect([again.chargedCount, again.alreadyChargedCount]).toEqual([0, expected.length])
      expect(await checkLedger(db)).toEqual([])
    }, 120_000)

    it('gives the same day by day', async () => {
      const db = await load()
      for (let day = toDay('2025-10-25'); day <= toDay(provider.through); day += 1) {
        await runBilling(db, admin, { mode: 'post', throughOn: formatDay(day), today, now, batchSize: 300 })
      }
      expect(await charged(db)).toEqual(expected)
      expect(await checkLedger(db)).toEqual([])
    }, 240_000)
  })
}
