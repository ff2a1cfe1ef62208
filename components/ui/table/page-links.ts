import { countText } from '../figure/number'

/** What the foot of a list is told: how many rows there are, and which page of them is here. */
export type Pager = {
  count?: number
  /** Counting stops here: a higher count says no more than that there are more. */
  countedTo?: number
  shown: number
  /** Where there is a cursor as well, it says where to go, and this only what to call it. */
  page?: { number: number; size: number }
  cursor?: { next: string | null; previous: string | null }
}

/** Which rows are here, of how many. */
export function summary({ count, countedTo = Number.POSITIVE_INFINITY, shown, page }: Pager): string {
  if (count === undefined) return `${countText(shown)} shown`
  const all = count > countedTo ? `${countText(countedTo)}+` : countText(count)
  if (!page || count === 0) return `${all} in all`
  const first = (page.number - 1) * page.size + 1
  return `${countText(first)}–${countText(first + shown - 1)} of ${all}`
}

/** Changes of the URL. */
export type Move = Record<string, string | null>

/** Where the arrows lead, as changes of the URL. The way back to the first page is the list's bare address. */
export function steps({ count, countedTo, shown, page, cursor }: Pager): {
  next: Move | null
  previous: Move | null
} {
  const number = page?.number ?? 1
  const numbered = (at: number): Move => (page ? { page: String(at) } : {})
  const back = (at: Move): Move => (page && number <= 2 ? { page: null } : { ...at, ...numbered(number - 1) })
  if (cursor) {
    const { next, previous } = cursor
    return {
      next: next === null ? null : { after: next, ...numbered(number + 1) },
      previous: previous === null ? null : back({ before: previous }),
    }
  }
  if (!page) return { next: null, previous: null }
  const last = lastPage({ count, countedTo, shown, page })
  const hasNext = last === null ? shown === page.size : number < last
  return {
    next: hasNext ? numbered(number + 1) : null,
    previous: number > 1 ? back({}) : null,
  }
}

/** The number of the last page, null where nobody counted so far. */
export function lastPage({ count, countedTo = Number.POSITIVE_INFINITY, page }: Pager): number | null {
  return page && count !== undefined && count <= countedTo ? Math.max(1, Math.ceil(count / page.size)) : null
}
