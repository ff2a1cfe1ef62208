/** The arithmetic of one charge, step by step, for its receipt. Pure and exact. */
import { minorExponent } from '@/lib/currency'
import { divideRounded, formatPrice, minorText, powerOfTen } from '@/lib/money'

export type Arithmetic = {
  /** Price x quantity x part, less the spend that was counted: as it is before rounding, at most six decimals. */
  exact: string
  /** True where six decimals do not hold it, so that the exact amount goes on. */
  goesOn: boolean
  /** True where the exact amount has more decimals than the currency. */
  isRounded: boolean
  rounded: string
}

/**
 * 20.00 x 1 x 15/31 is 9.677419 and goes on; rounded it is 9.68. `spendMicro` is taken off a minimum spend; below zero
 * there is nothing to charge. Null for a settlement, which is a difference of two amounts that were rounded before.
 */
export function arithmeticOf(charge: {
  kind: string
  settlement: number
  unitMicro: number
  quantity: number
  numerator: number
  denominator: number
  spendMicro: bigint | null
  currency: string
}): Arithmetic | null {
  if (charge.settlement > 0 || charge.kind === 'credit' || charge.kind === 'reversal') return null
  const denominator = BigInt(charge.denominator)
  const whole = BigInt(charge.unitMicro) * BigInt(charge.quantity) * BigInt(charge.numerator)
  const left = whole - (charge.spendMicro ?? 0n) * denominator
  const amount = left < 0n ? 0n : left
  const perMinor = denominator * BigInt(powerOfTen(6 - minorExponent(charge.currency)))
  return {
    exact: formatPrice(amount / denominator, charge.currency),
    goesOn: amount % denominator !== 0n,
    isRounded: amount % perMinor !== 0n,
    rounded: minorText(divideRounded(amount, perMinor), charge.currency),
  }
}
