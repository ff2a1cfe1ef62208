import currencyList from 'currency-codes'
import { describe, expect, it } from 'vitest'
import { currencyCodes, isCurrency, minorExponent } from './currency'
import { formatMinor, formatPrice, lineMinor, microText, minorText, parseAmount, parsePrice } from './money'

describe('a typed price', () => {
  it.each([
    ['0', 0],
    ['12.5', 12_500_000],
    ['0.000001', 1],
    [' 007.10 ', 7_100_000],
    ['1.2000000', 1_200_000],
    ['999999999', 999_999_999_000_000],
  ])('%s is taken', (text, micro) => expect(parsePrice(text)).toBe(micro))
  it.each([
    ['1e9', 'not_a_decimal'],
    ['-1', 'not_a_decimal'],
    ['12.3456789', 'too_many_decimals'],
    ['1,000.00', 'not_a_decimal'],
    ['NaN', 'not_a_decimal'],
    ['１２', 'not_a_decimal'],
    ['', 'not_a_decimal'],
    ['.5', 'not_a_decimal'],
    ['5.', 'not_a_decimal'],
    ['0x10', 'not_a_decimal'],
    ['1000000000', 'too_large'],
    ['999999999.000001', 'too_large'],
  ])('%s is refused', (text, problem) => expect(parsePrice(text)).toBe(problem))
})

describe('an amount', () => {
  it('keeps to the decimals of its currency', () => {
    expect(parseAmount('12.34', 'USD')).toBe(1234n)
    expect(parseAmount('12.345', 'KWD')).toBe(12345n)
    expect(parseAmount('12.5', 'JPY')).toBe('too_many_decimals')
  })
  it('is negative only where it may be', () => {
    expect(parseAmount('-5', 'USD')).toBe('not_a_decimal')
    expect(parseAmount('-5', 'USD', true)).toBe(-500n)
    expect(parseAmount('--5', 'USD', true)).toBe('not_a_decimal')
  })
})

describe('a line', () => {
  it.each([
    ['rounds once, half away from zero', [25_686_512, 1, 1, 1, 2], 2569n],
    ['rounds a half up', [5_000, 1, 1, 1, 2], 1n],
    ['rounds less than a half down', [4_999, 1, 1, 1, 2], 0n],
    ['rounds after the quantity, not before', [3_333_333, 3, 1, 1, 2], 1000n],
    ['has no decimals in JPY', [500_000, 1, 1, 1, 0], 1n],
    ['has three in KWD', [12_345_600, 1, 1, 1, 3], 12346n],
    ['prorates exactly: 31 of 31 is the whole', [9_990_000, 7, 31, 31, 2], 6993n],
    ['prorates 10 of 31', [31_000_000, 1, 10, 31, 2], 1000n],
    ['is exact past 2^53', [999_999_999_000_000, 1_000_000, 21_914, 21_915, 2], 99995436815359343n],
  ] as const)('%s', (_, [unit, quantity, numerator, denominator, exponent], expected) => {
    expect(lineMinor(unit, quantity, { numerator, denominator }, exponent)).toBe(expected)
  })
  it('is the same by small integers and by large ones', () => {
    for (let unit = 1; unit < 4_000_000_000; unit = unit * 7 + 3) {
      const exact = (2n * BigInt(unit) * 9n * 17n + 31n * 10_000n) / (2n * 31n * 10_000n)
      expect(lineMinor(unit, 9, { numerator: 17, denominator: 31 }, 2)).toBe(exact)
    }
  })
})

describe('text', () => {
  it('for files is a plain decimal', () => {
    expect(minorText(41_400n, 'EUR')).toBe('414.00')
    expect(minorText(-5n, 'EUR')).toBe('-0.05')
    expect(minorText(225n, 'JPY')).toBe('225')
    expect([microText(3_333_333), microText(0), microText(10_000_000)]).toEqual(['3.333333', '0', '10'])
  })
  it('for pages is grouped, with a true minus', () => {
    expect(formatMinor(-123_456_789n, 'USD')).toBe('−1,234,567.89')
    expect(formatPrice(1_500_000, 'USD')).toBe('1.50')
    expect(formatPrice(3_333_333, 'USD')).toBe('3.333333')
    expect(formatPrice(1_000_000_000, 'JPY')).toBe('1,000')
  })
})

describe('currencies', () => {
  it('have the decimals that ISO 4217 publishes', () => {
    for (const code of currencyCodes)
      expect([code, minorExponent(code)]).toEqual([code, currencyList.code(code)?.digits])
  })
  it('are upper case and known', () => {
    expect([isCurrency('USD'), isCurrency('usd'), isCurrency('XXX')]).toEqual([true, false, false])
    expect(() => minorExponent('ABC')).toThrow(RangeError)
  })
})
