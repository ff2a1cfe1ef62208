/** Prices changed by a share or a rate, exactly. Pure. */
import type { Terms } from '@/lib/billing/terms'
import { minorExponent } from '@/lib/currency'
import { divideRounded, powerOfTen } from '@/lib/money'
import type { ChangePrices } from './many-schema'

const million = 1_000_000n

/**
 * A price changed by a share in millionths (1 % is 10,000), rounded half away from zero to six decimals, or to those of the
 * currency. `pricedBy(1_200_000, 50_000, 'exact', 'USD')` is 1_260_000.
 */
export function pricedBy(
  micro: number,
  share: number,
  rounding: 'exact' | 'minor',
  currency: string,
): number {
  const step = rounding === 'exact' ? 1n : BigInt(powerOfTen(6 - minorExponent(currency)))
  return Number(divideRounded(BigInt(micro) * (million + BigInt(share)), million * step) * step)
}

/** Terms with retail, cost or both changed; setup prices stay. */
export function changedTerms(terms: Terms, change: ChangePrices, currency: string): Terms {
  const by = (micro: number) => pricedBy(micro, change.percent, change.rounding, currency)
  return {
    ...terms,
    retailMicro: change.retail ? by(terms.retailMicro) : terms.retailMicro,
    costMicro: change.cost ? by(terms.costMicro) : terms.costMicro,
  }
}

/** All four prices in another currency, at a rate in millionths, each rounded half away from zero to six decimals. */
export function convertedTerms(terms: Terms, rate: number): Terms {
  const at = (micro: number) => Number(divideRounded(BigInt(micro) * BigInt(rate), million))
  return {
    ...terms,
    retailMicro: at(terms.retailMicro),
    costMicro: at(terms.costMicro),
    setupRetailMicro: at(terms.setupRetailMicro),
    setupCostMicro: at(terms.setupCostMicro),
  }
}

/** The name of a copy in another currency: `Trunk (USD)` becomes `Trunk (EUR)`, `Trunk` becomes `Trunk (EUR)`. */
export function nameIn(name: string, from: string, to: string): string {
  const mark = ` (${to})`
  const bare = name.replace(new RegExp(`\\s*\\(${from}\\)$`), '')
  return `${[...bare].slice(0, 120 - mark.length).join('')}${mark}`
}
