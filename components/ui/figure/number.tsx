/** Whole numbers with thousands grouped. `countText(1204)` is `1,204`. */
export function countText(value: number | bigint): string {
  return value
    .toString()
    .replace(/^-/, '−')
    .replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A count and its noun. `plural(1, 'charge')` is `1 charge`; `plural(2, 'entry', 'entries')` is `2 entries`. */
export function plural(value: number | bigint, one: string, many = `${one}s`): string {
  return `${countText(value)} ${BigInt(value) === 1n ? one : many}`
}

export function Count({ value }: { value: number | bigint }) {
  return <span className="num">{countText(value)}</span>
}
