import { formatMinor, formatPrice } from '@/lib/money'
import { classNames } from '../class-names'

/** An amount in minor units; a decimal string of a bigint is taken too, for what crossed from a server to a browser. */
export type Minor = bigint | number | string

function Figure({
  text,
  currency,
  tone,
  quiet,
  bare,
}: {
  text: string
  currency: string
  tone?: string
  quiet?: boolean
  bare?: boolean
}) {
  return (
    <span className={classNames('num', quiet ? 'text-muted' : tone)}>
      {/* A true space, so that what is copied or read aloud is "12.50 USD". */}
      {text} {!bare && <span className="unit">{currency}</span>}
    </span>
  )
}

/**
 * An amount of money. `owed` draws a negative one in red: only where negative means debt. `sign` shows a plus as well.
 * `bare` leaves the currency out: where the head of the column names it.
 */
export function Money({
  minor,
  currency,
  owed = false,
  sign = false,
  quiet = false,
  bare = false,
}: {
  minor: Minor
  currency: string
  owed?: boolean
  sign?: boolean
  quiet?: boolean
  bare?: boolean
}) {
  const amount = BigInt(minor)
  const text = `${sign && amount > 0n ? '+' : ''}${formatMinor(amount, currency)}`
  return (
    <Figure
      text={text}
      currency={currency}
      quiet={quiet}
      bare={bare}
      tone={owed && amount < 0n ? 'text-bad' : undefined}
    />
  )
}

/** A price in millionths: at least the currency's decimals, and as many more as it has. */
export function Price({
  micro,
  currency,
  quiet,
}: {
  micro: number | bigint
  currency: string
  quiet?: boolean
}) {
  return <Figure text={formatPrice(micro, currency)} currency={currency} quiet={quiet} />
}

/** Sums of several currencies, one below the other: they are never added up. */
export function MoneyList({
  amounts,
  owed,
}: {
  amounts: { minor: Minor; currency: string }[]
  owed?: boolean
}) {
  if (amounts.length === 0) return <span className="text-faint">—</span>
  return (
    <span className="inline-flex flex-col">
      {amounts.map(({ minor, currency }) => (
        <Money key={currency} minor={minor} currency={currency} owed={owed} />
      ))}
    </span>
  )
}
