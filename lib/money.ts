/**
 * Exact amounts: the one place that parses, rounds and formats them. Prices are whole millionths of the currency unit
 * (`…Micro`, a safe integer), amounts are whole minor units (`…Minor`, a bigint). No binary float touches either.
 * Rules: docs/billing.md, "Amounts".
 */
import { minorExponent } from './currency'

/** The largest price: 999,999,999 in millionths. A safe integer. */
export const maxPriceMicro = 999_999_999_000_000
export const microDecimals = 6
/** What the ledger's 64-bit columns hold, with room for sums. */
export const maxAmountMinor = 4_000_000_000_000_000_000n
/** How far a balance may go below zero: what the same columns hold, with room for debit limits. */
export const maxBalanceMinor = 8_000_000_000_000_000_000n

const powersOfTen = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000] as const

/** 10^exponent for 0 to 6 decimals. Throws a RangeError beyond. */
export function powerOfTen(exponent: number): number {
  const power = powersOfTen[exponent]
  if (power === undefined) throw new RangeError(`no power of ten for ${exponent} decimals`)
  return power
}

export type DecimalProblem = 'not_a_decimal' | 'too_many_decimals' | 'too_large'

/** The sentences for what `parseDecimal` refuses. */
export function decimalProblemText(problem: DecimalProblem, decimals: number, max = '999,999,999'): string {
  if (problem === 'too_large') return `Enter at most ${max}.`
  if (problem === 'too_many_decimals')
    return decimals === 0
      ? 'Enter a whole amount: this currency has no decimals.'
      : `Enter at most ${decimals} decimals.`
  return 'Enter an amount such as 12.50: digits with a point, no sign and no separators.'
}

/**
 * A decimal >= 0 as people type it, in units of 10^-`decimals`; at most 999,999,999. ASCII digits and one point only:
 * `1e9`, `-1`, `1,000.00`, `NaN` and fullwidth digits are refused. `parseDecimal('0.000001', 6)` is 1.
 */
export function parseDecimal(text: string, decimals: number): number | DecimalProblem {
  const found = /^(\d+)(?:\.(\d+))?$/.exec(text.trim())
  if (!found) return 'not_a_decimal'
  const whole = (found[1] ?? '').replace(/^0+(?=\d)/, '')
  const fraction = (found[2] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) return 'too_many_decimals'
  if (whole.length > 9) return 'too_large'
  const units = Number(whole) * powerOfTen(decimals) + Number(fraction.padEnd(decimals, '0') || '0')
  return units > 999_999_999 * powerOfTen(decimals) ? 'too_large' : units
}

/** A price such as `12.345678` in millionths. See `parseDecimal` for what is refused. */
export function parsePrice(text: string): number | DecimalProblem {
  return parseDecimal(text, microDecimals)
}

/** An amount in the currency's minor units; a leading minus is allowed where `signed`. `parseAmount('-5', 'USD', true)` is -500n. */
export function parseAmount(text: string, currency: string, signed = false): bigint | DecimalProblem {
  const trimmed = text.trim()
  const negative = signed && trimmed.startsWith('-')
  const parsed = parseDecimal(negative ? trimmed.slice(1) : trimmed, minorExponent(currency))
  if (typeof parsed === 'string') return parsed
  return negative ? -BigInt(parsed) : BigInt(parsed)
}

/** numerator / denominator, rounded half away from zero; the denominator is > 0. `divideRounded(-5n, 10n)` is -1n. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n
  const size = negative ? -numerator : numerator
  const rounded = (2n * size + denominator) / (2n * denominator)
  return negative ? -rounded : rounded
}

/** The part of a whole period that is charged, in days of days: `{ numerator: 10, denominator: 31 }`. */
export type Share = { numerator: number; denominator: number }

/** All of a period, or what has no period. */
export const whole: Share = { numerator: 1, denominator: 1 }

/**
 * One line: unit x quantity x share, rounded once, half away from zero, to the minor unit.
 * `exponent` is the currency's number of decimals. `lineMinor(25_686_512, 1, whole, 2)` is 2569n.
 */
export function lineMinor(
  unitMicro: number,
  quantity: number,
  { numerator, denominator }: Share,
  exponent: number,
): bigint {
  const divisor = denominator * powerOfTen(microDecimals - exponent)
  const product = unitMicro * quantity * numerator
  const doubled = 2 * product + divisor
  if (doubled <= Number.MAX_SAFE_INTEGER && divisor <= 1e15) {
    // Integers below 2^53 are exact, and so is the remainder of two of them.
    const twice = 2 * divisor
    return BigInt((doubled - (doubled % twice)) / twice)
  }
  return divideRounded(BigInt(unitMicro) * BigInt(quantity) * BigInt(numerator), BigInt(divisor))
}

/** Millionths to the minor unit, rounded half away from zero. `microToMinor(5_000n, 2)` is 1n. */
export function microToMinor(micro: bigint, exponent: number): bigint {
  return divideRounded(micro, BigInt(powerOfTen(microDecimals - exponent)))
}

function decimalText(units: bigint, decimals: number): string {
  const negative = units < 0n
  const digits = (negative ? -units : units).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = decimals === 0 ? '' : `.${digits.slice(-decimals)}`
  return `${negative ? '-' : ''}${whole}${fraction}`
}

/** An amount for files and the API: a plain decimal with the currency's decimals. `minorText(41400n, 'EUR')` is `414.00`. */
export function minorText(minor: bigint, currency: string): string {
  return decimalText(minor, minorExponent(currency))
}

/** A price for files, forms and the API: without trailing zeros. `microText(3_333_333)` is `3.333333`, `microText(0)` is `0`. */
export function microText(micro: number | bigint): string {
  const text = decimalText(BigInt(micro), microDecimals)
  return text.replace(/\.?0+$/, '')
}

function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.')
  const negative = whole.startsWith('-')
  const plain = negative ? whole.slice(1) : whole
  const digits = plain.length > 3 ? plain.replace(/\B(?=(\d{3})+$)/g, ',') : plain
  return `${negative ? '−' : ''}${digits}${fraction === undefined ? '' : `.${fraction}`}`
}

/** An amount for a page: thousands grouped, a true minus sign, no currency. `formatMinor(-123456n, 'USD')` is `−1,234.56`. */
export function formatMinor(minor: bigint, currency: string): string {
  return grouped(minorText(minor, currency))
}

/** A price for a page: grouped, at least the currency's decimals, more where the price has them. `formatPrice(1_500_000, 'USD')` is `1.50`. */
export function formatPrice(micro: number | bigint, currency: string): string {
  const [whole = '0', fraction = ''] = microText(micro).split('.')
  const least = minorExponent(currency)
  const padded = fraction.padEnd(least, '0')
  return grouped(padded === '' ? whole : `${whole}.${padded}`)
}
