import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { drawStatement } from './pdf-thread'
import type { Statement, StatementLine } from './read'

const line: StatementLine = {
  ...{
    postedOn: '2026-01-01',
    on: '2026-01-01',
    what: 'UK geographic DID · 442071234567',
    periodFrom: null,
    periodTo: null,
  },
  detail: 'Monthly on 1, 1 January 2026 to 31 January 2026, 1 × 20.00',
  ...{ amountMinor: -2000n, balanceMinor: -100n },
}
const statementOf = (lines: StatementLine[]): Statement => ({
  customer: { id: 1, name: 'Łódź Αθήνα', accountCode: 'C1', currency: 'USD', email: null },
  ...{ from: '2026-01-01', to: '2026-12-31', openingMinor: 0n, lines, closingMinor: 0n },
  ...{ toInvoice: [], toInvoiceMinor: 0n, isCut: false },
})
const many = Array.from({ length: 1_500 }, () => line)

test('a long statement keeps nobody waiting', async () => {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const pdf = await drawStatement({ statement: statementOf(many), providerName: 'My provider' })
  delay.disable()
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
  // Drawn here it takes seconds. A busy machine may take a moment from us.
  expect(delay.max / 1e6).toBeLessThan(200)
})

test('one that cannot be drawn fails alone, and those asked for at once are all drawn', async () => {
  const broken = { ...statementOf([line]), from: 'no date' }
  const [good, bad, another] = await Promise.allSettled(
    [statementOf([line]), broken, statementOf([line])].map(statement =>
      drawStatement({ statement, providerName: 'My provider' }),
    ),
  )
  expect([good?.status, bad?.status, another?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(bad).toMatchObject({ reason: { message: expect.stringMatching(/no date is not a calendar date/) } })
})
