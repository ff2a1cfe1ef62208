import { expect, test } from 'vitest'
import { arithmeticOf } from './arithmetic'

const charge = {
  kind: 'recurring',
  settlement: 0,
  unitMicro: 20_000_000,
  quantity: 1,
  numerator: 15,
  denominator: 31,
  spendMicro: null,
  currency: 'USD',
}

test('a part of a period goes on behind its sixth decimal and is rounded once', () => {
  expect(arithmeticOf(charge)).toEqual({ exact: '9.677419', goesOn: true, isRounded: true, rounded: '9.68' })
})

test('an amount that fits the currency is not called rounded', () => {
  expect(arithmeticOf({ ...charge, numerator: 1, denominator: 1, quantity: 3 })).toEqual({
    exact: '60.00',
    goesOn: false,
    isRounded: false,
    rounded: '60.00',
  })
})

test('half a yen is rounded away from zero', () => {
  expect(
    arithmeticOf({ ...charge, unitMicro: 1_000_000, numerator: 1, denominator: 2, currency: 'JPY' }),
  ).toEqual({
    exact: '0.5',
    goesOn: false,
    isRounded: true,
    rounded: '1',
  })
})

test('spend is taken off a minimum spend before the one rounding', () => {
  const minimum = { ...charge, kind: 'minimum_spend', settlement: 0, numerator: 1, denominator: 1 }
  expect(arithmeticOf({ ...minimum, spendMicro: 12_345_000n })?.exact).toBe('7.655')
  expect(arithmeticOf({ ...minimum, spendMicro: 25_000_000n })?.rounded).toBe('0.00')
})

test('a credit is a difference of rounded amounts and has no arithmetic of its own', () => {
  expect(arithmeticOf({ ...charge, kind: 'credit' })).toBeNull()
})
