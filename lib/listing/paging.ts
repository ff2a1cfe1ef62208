/** Rows of one page of a list. */
export const pageSize = 50

/** Counting stops here: beyond it a page says that there are more. */
export const mostCounted = 10_000

/** Where a page starts; a page number from a URL that makes no sense is the first. `offsetOf(3)` is 100. */
export function offsetOf(page: number): number {
  return Number.isSafeInteger(page) && page > 1 && page < 1_000_000 ? (page - 1) * pageSize : 0
}

/** Text for a LIKE pattern that finds it anywhere, its wildcards taken literally. `likePattern('5%')` is `%5\%%`. */
export function likePattern(text: string): string {
  return `%${text.trim().replace(/[\\%_]/g, sign => `\\${sign}`)}%`
}

/**
 * As `likePattern`, for a column of millions: from three characters on found anywhere, fewer only at the beginning, because an
 * index of three-character pieces finds nothing shorter inside. `quickPattern('ab')` is `ab%`.
 */
export function quickPattern(text: string): string {
  const pattern = likePattern(text)
  return [...text.trim()].length < 3 ? pattern.slice(1) : pattern
}
