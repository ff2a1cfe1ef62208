/** Minimum spend: the top-up to a commitment. Rules: docs/billing.md, "Minimum spend". */
import { divideRounded, powerOfTen, type Share } from '../money'

/**
 * max(0, commitment - spend) in minor units, where the commitment is retail x quantity x share; only the
 * difference is rounded. Retail 50, spend 25 is a top-up of 25; spend 50 or 60 is 0.
 */
export function topUpMinor(
  retailMicro: number,
  { quantity, numerator, denominator }: Share & { quantity: number },
  exponent: number,
  spendMicro: bigint,
): bigint {
  const commitment = BigInt(retailMicro) * BigInt(quantity) * BigInt(numerator)
  const missing = commitment - spendMicro * BigInt(denominator)
  if (missing <= 0n) return 0n
  return divideRounded(missing, BigInt(denominator) * BigInt(powerOfTen(6 - exponent)))
}
