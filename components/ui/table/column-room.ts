/** Which columns a list has room for: the first is never under 160 px, and the least important are left out before it is cut. */
import type { Column } from './table-column'

/** 160 px. Also what every other column without a width of its own has at least, as they share what is left. */
const leastRem = 10
const tickRem = 2.5

/** The width of a column: the first takes what is left if its own is not surely wide enough. */
export function widthOf({ width }: { width?: string }, index: number): string | undefined {
  if (index > 0 || width === undefined) return width
  return width.endsWith('rem') && Number.parseFloat(width) >= leastRem ? width : undefined
}

type Placed = Pick<Column<never>, 'key' | 'header' | 'width' | 'phone' | 'stays' | 'spare'>

/** The lower the longer it stays: the name, buttons and what a phone shows beside the name stay for ever. */
function rankOf({ header, phone, stays, spare }: Placed, index: number): number {
  if (index === 0 || header === '' || stays || (phone === 'title' && spare === undefined)) return 0
  return 1 + (phone === 'hide' ? 1 : 0) + 2 * (spare ?? 0)
}

/** The widths of a list, in rem, from which app/globals.css shows columns. */
const step = 4
const narrowest = 20
const widest = 120

/**
 * The class of each column that is left out of a list that is too narrow for it, by its key; of equal importance the last goes first.
 * `from-48` is shown from 48 rem of the list on.
 */
export function roomClasses(columns: readonly Placed[], hasTicks: boolean): ReadonlyMap<string, string> {
  const ranked = columns.map((column, index) => ({ column, index, rank: rankOf(column, index) }))
  ranked.sort((a, b) => a.rank - b.rank || a.index - b.index)
  const classes = new Map<string, string>()
  let needRem = hasTicks ? tickRem : 0
  let share = 0
  for (const { column, index, rank } of ranked) {
    const width = widthOf(column, index)
    if (width?.endsWith('%')) share += Number.parseFloat(width) / 100
    else needRem += width === undefined ? leastRem : Number.parseFloat(width)
    // What is in per cent takes its part of the whole before the others have theirs.
    const steps = Math.ceil(needRem / (1 - share) / step)
    if (rank > 0) classes.set(column.key, `from-${Math.min(widest, Math.max(narrowest, steps * step))}`)
  }
  return classes
}
