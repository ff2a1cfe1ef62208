import { expect, it } from 'vitest'
import { admit, allowance, emptyLedger, type SecurityRow, settle } from './limits'

const row = (changes: Partial<SecurityRow> = {}): SecurityRow => ({
  ...{ at: new Date(0), event: 'sign_in', outcome: 'failed', who: 'ada@example.com', actorId: null },
  ...{ address: '192.0.2.1', what: '', times: 1 },
  ...changes,
})
const minute = 60_000
const start = 1_000 * 24 * 60 * minute

it('the same again within a minute is one row, and after the minute one more that counts the rest', () => {
  const ledger = emptyLedger()
  const written = Array.from({ length: 500 }, (_, i) => admit(ledger, row(), start + i))
  expect(written.filter(Boolean)).toHaveLength(1)
  expect(settle(ledger, start + minute / 2)).toEqual([])
  expect(settle(ledger, start + minute)).toMatchObject([{ who: 'ada@example.com', times: 499 }])
  expect(settle(ledger, start + 2 * minute)).toEqual([])
})

it('a flood of strangers that are all different writes no more than is allowed, says how much was left out, and keeps no memory', () => {
  const ledger = emptyLedger()
  let written = 0
  let leftOut = 0
  const total = 24 * 60 * 100
  for (let i = 0; i < total; i += 1) {
    const now = start + i * (minute / 100)
    if (admit(ledger, row({ address: `203.0.113.${i}` }), now)) written += 1
    if (i % 100 !== 0) continue
    for (const { event, times } of settle(ledger, now)) {
      written += 1
      if (event === 'not_kept') leftOut += times
    }
  }
  expect(written).toBeLessThanOrEqual(allowance.day + 25)
  expect(leftOut).toBeGreaterThan(0.9 * (total - allowance.day))
  settle(ledger, start + 3 * 24 * 60 * minute)
  expect([ledger.again.size, ledger.buckets.size]).toEqual([0, 0])
})

it('a flood of strangers takes nothing from whoever is signed in, and changes of people and keys are always kept', () => {
  const ledger = emptyLedger()
  for (let i = 0; i < 1_000; i += 1) admit(ledger, row({ address: String(i) }), start)
  expect(admit(ledger, row({ actorId: 'ada', event: 'exported', outcome: 'done' }), start)).not.toBeNull()
  expect(admit(ledger, row({ event: 'sign_in' }), start)).toBeNull()
  for (let i = 0; i < 200; i += 1)
    expect(admit(ledger, row({ actorId: 'ada', event: 'key_made', outcome: 'done' }), start)).not.toBeNull()
  // A wrong set-up code is what a stranger sends.
  expect(admit(ledger, row({ event: 'first_admin', outcome: 'refused' }), start)).toBeNull()
})
