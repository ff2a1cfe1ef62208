/** How a list is described in the URL: `q`, `sort`, `page` or `after`/`before`, and filters by their own key. */
export type SearchParams = Record<string, string | string[] | undefined>

export type ListState = {
  q: string
  /** As in the URL, `name` or `-name`; null where the list's own order holds. */
  sort: string | null
  page: number
  after: string | null
  before: string | null
  /** The chosen value of a filter, null for all. */
  filter: (key: string) => string | null
}

const keyOf = (prefix: string | undefined, key: string) => (prefix ? `${prefix}.${key}` : key)

function one(params: SearchParams, key: string): string | null {
  const value = params[key]
  // A NUL is no text to a database, and nobody typed it.
  const first = (Array.isArray(value) ? value[0] : value)?.replaceAll('\0', '')
  return first === undefined || first === '' ? null : first
}

/** The id of a row that a part of an address names; null for what is no id. `idOf('1e9')` is null. */
export function idOf(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}

/** Reads a list's state. A page that is no number from 1 is page 1. `readList({ page: '-3' }).page` is 1. */
export function readList(params: SearchParams, prefix?: string): ListState {
  const read = (key: string) => one(params, keyOf(prefix, key))
  const page = Number(read('page'))
  return {
    q: read('q')?.trim() ?? '',
    sort: read('sort'),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    after: read('after'),
    before: read('before'),
    filter: read,
  }
}

/**
 * The query string of this list with `changes` applied (null removes). Whatever changes but the position itself goes back
 * to the first page. `listHref({ q: 'a', page: '3' }, { sort: '-name' })` is `?q=a&sort=-name`.
 */
export function listHref(
  params: SearchParams,
  changes: Record<string, string | null>,
  prefix?: string,
): string {
  const next = new URLSearchParams()
  const moves = ['page', 'after', 'before']
  const dropped = new Set([...moves, ...Object.keys(changes)].map(key => keyOf(prefix, key)))
  for (const key of Object.keys(params)) {
    const value = one(params, key)
    if (value !== null && !dropped.has(key)) next.set(key, value)
  }
  for (const [key, value] of Object.entries(changes)) if (value) next.set(keyOf(prefix, key), value)
  const text = next.toString()
  return text === '' ? '?' : `?${text}`
}

/** What a press on a column's head asks for: ascending first, then descending. */
export function nextSort(current: string | null | undefined, key: string): string {
  return current === key ? `-${key}` : key
}

/**
 * What `href` changes of the address that is `shown`, changed in the one that was `asked` for and is not here yet, so that
 * two changes in quick succession both count. `onTopOf('?q=a', '', '?sort=name')` is `?q=a&sort=name`.
 */
export function onTopOf(asked: string, shown: string, href: string): string {
  const next = new URLSearchParams(asked)
  const was = new URLSearchParams(shown)
  const wanted = new URLSearchParams(href)
  for (const key of new Set([...was.keys(), ...wanted.keys()])) {
    const value = wanted.get(key)
    if (value === was.get(key)) continue
    if (value === null) next.delete(key)
    else next.set(key, value)
  }
  return `?${next}`
}
