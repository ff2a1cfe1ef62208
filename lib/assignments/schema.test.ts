import { describe, expect, test } from 'vitest'
import { earliestEnd } from './minimum-days'
import { assignmentSchema } from './schema'
import { statusOf } from './status'

const good = { packageId: '1', customerId: '2', didId: '', quantity: '1', startOn: '2026-03-15', endOn: '' }

function problems(change: Record<string, unknown>): Record<string, string> {
  const parsed = assignmentSchema.safeParse({ ...good, ...change })
  if (parsed.success) return {}
  return Object.fromEntries(parsed.error.issues.map(issue => [issue.path.join('.'), issue.message]))
}

describe('an assignment as typed', () => {
  test('empty fields are their defaults', () => {
    expect(assignmentSchema.parse(good)).toEqual({
      packageId: 1,
      customerId: 2,
      didId: null,
      quantity: 1,
      startOn: '2026-03-15',
      endOn: null,
      autoDecrementCredit: true,
      minutes: null,
      setupWaived: false,
      minimumDays: null,
      reference: null,
      pastDates: null,
    })
  })

  test('the last day may be the first', () => {
    expect(problems({ endOn: '2026-03-15' })).toEqual({})
  })

  test.each([
    ['packageId', '', 'package'],
    ['packageId', '1; drop', 'package'],
    ['quantity', '0', '1 to 1,000,000'],
    ['quantity', '1.5', '1 to 1,000,000'],
    ['quantity', '1000001', '1 to 1,000,000'],
    ['quantity', '-1', '1 to 1,000,000'],
    ['quantity', '1e3', '1 to 1,000,000'],
    ['quantity', '', '1 to 1,000,000'],
    ['startOn', '', 'date'],
    ['startOn', '2026-02-29', 'date'],
    ['startOn', '1969-12-31', 'date'],
    ['startOn', '15/03/2026', 'date'],
    ['startOn', '２０２６-03-15', 'date'],
    ['endOn', '2026-02-30', 'date'],
    ['endOn', '2026-03-14', 'on or after the start'],
    ['minutes', '-1', 'whole minutes'],
    ['minutes', '1.5', 'whole minutes'],
    ['minimumDays', '3651', '0 to 3,650'],
    ['reference', 'x'.repeat(61), 'at most 60'],
    ['pastDates', 'forget', 'past dates'],
    ['autoDecrementCredit', 'maybe', 'yes or no'],
  ])('%s %j is refused on its field', (field, value, part) => {
    const found = problems({ [field]: value })
    expect(Object.keys(found)).toEqual([field])
    expect(found[field]).toContain(part)
  })

  test('exactly one target: a customer or a DID', () => {
    expect(problems({ customerId: '' })).toEqual({ customerId: 'Choose a customer or a DID.' })
    expect(problems({ didId: '9' })).toEqual({ didId: 'Choose a customer or a DID, not both.' })
  })

  test('every bad field of a row is told at once', () => {
    const found = problems({ quantity: '0', customerId: '', startOn: '2026-03-15', endOn: '2026-03-01' })
    expect(Object.keys(found).sort()).toEqual(['customerId', 'endOn', 'quantity'])
  })
})

describe('beside the package', () => {
  test.each([
    ['2026-03-01', 30, null, '2026-03-30'],
    ['2026-03-01', 30, 90, '2026-03-30'],
    ['2026-03-01', 0, 31, '2026-03-31'],
    ['2026-03-01', 0, null, '2026-03-01'],
    ['2026-03-01', 1, null, '2026-03-01'],
  ])(
    'started on %s with %s days of the package and %s of its own, it ends on %s at the earliest',
    (start, m, own, end) => {
      expect(earliestEnd(start, m, own)).toBe(end)
    },
  )

  test.each([
    ['2026-03-16', null, null, 'upcoming'],
    ['2026-03-16', '2026-03-15', null, 'ended'],
    ['2026-03-15', null, null, 'active'],
    ['2026-03-01', '2026-03-15', null, 'ending'],
    ['2026-03-01', '2026-03-14', null, 'ended'],
    ['2026-03-01', '2026-03-31', '2026-04-01', 'active'],
    ['2026-03-01', '2026-03-20', '2026-04-01', 'ending'],
    ['2026-03-01', '2026-03-14', '2026-03-15', 'ended'],
  ])('from %s to %s, moved away at %s, it is on 15 March %s', (startOn, endOn, billsBeforeOn, status) => {
    expect(statusOf({ startOn, endOn, billsBeforeOn }, '2026-03-15')).toBe(status)
  })
})
