import { divideRounded, formatMinor, formatPrice } from '@/lib/money'
import { classNames } from '../class-names'

/**
 * Margin as a share of retail with one decimal, rounded half away from zero, or null if retail is zero.
 * `marginPercent(1800n, 600n)` is `66.7 %`.
 */
export function marginPercent(retail: bigint, cost: bigint): string | null {
  if (retail === 0n) return null
  const size = retail < 0n ? -retail : retail
  const tenths = divideRounded((retail - cost) * 1000n, size)
  const whole = (tenths < 0n ? -tenths : tenths).toString().padStart(2, '0')
  return `${tenths < 0n ? '−' : ''}${whole.slice(0, -1)}.${whole.slice(-1)} %`
}

function Figure({
  text,
  percent,
  currency,
  loss,
}: {
  text: string
  percent: string | null
  currency: string
  loss: boolean
}) {
  return (
    <span className={loss ? 'text-bad' : undefined}>
      <span className="num">
        {text} <span className="unit">{currency}</span>
      </span>{' '}
      <span
        className={classNames(
          'num ml-1 inline-block text-right font-normal sm:min-w-14',
          loss ? 'text-bad' : 'text-muted',
        )}
      >
        {percent ?? '—'}
      </span>
    </span>
  )
}

/** What is left of retail after cost, in money and percent; amounts in minor units. A loss is red and carries its minus. */
export function Margin({ retail, cost, currency }: { retail: bigint; cost: bigint; currency: string }) {
  const left = retail - cost
  return (
    <Figure
      text={formatMinor(left, currency)}
      percent={marginPercent(retail, cost)}
      currency={currency}
      loss={left < 0n}
    />
  )
}

/** As `Margin`, for prices in millionths. */
export function PriceMargin({ retail, cost, currency }: { retail: number; cost: number; currency: string }) {
  return (
    <Figure
      text={formatPrice(retail - cost, currency)}
      percent={marginPercent(BigInt(retail), BigInt(cost))}
      currency={currency}
      loss={retail < cost}
    />
  )
}
