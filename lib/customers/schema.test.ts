import { describe, expect, test } from 'vitest'
import { customerSchema } from './schema'

const good = {
  accountCode: 'C1',
  name: 'Acme',
  currency: 'USD',
  email: '',
  debitLimit: '',
  accountManagerId: '',
}

function problems(change: Record<string, unknown>): Record<string, string> {
  const parsed = customerSchema.safeParse({ ...good, ...change })
  if (parsed.success) return {}
  return Object.fromEntries(parsed.error.issues.map(issue => [issue.path.join('.'), issue.message]))
}

describe('a customer as typed', () => {
  test('empty fields are their defaults', () => {
    expect(customerSchema.parse({ accountCode: ' C1 ', name: 'Acme', currency: 'usd' })).toEqual({
      accountCode: 'C1',
      name: 'Acme',
      currency: 'USD',
      email: null,
      debitLimitMinor: 0n,
      accountManagerId: null,
    })
  })

  test.each([
    ['USD', '100', 10_000n],
    ['USD', '-50.25', -5025n],
    ['JPY', '500', 500n],
    ['KWD', '-0.125', -125n],
  ])('in %s a debit limit of %s is %s minor units', (currency, debitLimit, minor) => {
    expect(customerSchema.parse({ ...good, currency, debitLimit }).debitLimitMinor).toBe(minor)
  })

  test.each([
    ['accountCode', '', 'account code'],
    ['accountCode', 'x'.repeat(61), 'at most 60'],
    ['name', '   ', 'name'],
    ['name', 'A\u0000B', 'invisible'],
    ['currency', 'XXX', 'ISO code'],
    ['currency', '', 'ISO code'],
    ['email', 'nobody', 'such as'],
    ['debitLimit', '1e9', 'amount such as'],
    ['debitLimit', '1,000.00', 'amount such as'],
    ['debitLimit', 'NaN', 'amount such as'],
    ['debitLimit', '１２', 'amount such as'],
    ['debitLimit', '--5', 'amount such as'],
    ['debitLimit', '1.234', 'at most 2 decimals'],
    ['debitLimit', '1000000000', 'at most 999,999,999'],
  ])('%s %j is refused on its field', (field, value, part) => {
    const found = problems({ [field]: value })
    expect(Object.keys(found)).toEqual([field])
    expect(found[field]).toContain(part)
  })

  test('a whole amount is asked where the currency has no decimals', () => {
    expect(problems({ currency: 'JPY', debitLimit: '5.5' }).debitLimit).toContain('no decimals')
  })

  test('a bad limit is told beside other bad fields', () => {
    expect(Object.keys(problems({ name: '', currency: 'nope', debitLimit: 'x' })).sort()).toEqual([
      'currency',
      'debitLimit',
      'name',
    ])
  })
})
