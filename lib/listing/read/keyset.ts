/**
 * Paging by place: a page begins after (or ends before) a row's own sort values, so that the thousandth page costs what the
 * first one does. A cursor in a URL holds those values; one that makes no sense is no cursor, which is the first page.
 */
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { parseDay } from '@/lib/calendar-date'

type KeyType = 'text' | 'date' | 'bigint' | 'numeric'
type SortKey = { by: SQLWrapper; type: KeyType }

export type Order = {
  /** The most significant first. After them the id decides, so that no two rows have the same place. */
  keys: readonly SortKey[]
  /** All of it the other way round, the id too. */
  down?: boolean
  /** The first key may be null: such rows come last, whichever way. No other key may be. */
  nullsLast?: boolean
}

/** The values of a row's sort keys and its id, as PostgreSQL writes them. */
export type Place = readonly (string | null)[]

const longestCursor = 4_000
const shapes: Record<KeyType, (value: string) => boolean> = {
  // What is no text to PostgreSQL: a NUL, half of a surrogate pair.
  text: value => !/[\0\ud800-\udfff]/u.test(value),
  date: value => parseDay(value) !== null,
  bigint: value => /^-?\d{1,18}$/.test(value),
  numeric: value => /^-?\d{1,30}(\.\d{1,30})?$/.test(value),
}

/** A place as it stands in a URL. */
export function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** The place that a cursor names in this order, or null. `readCursor('x', order)` is null. */
export function readCursor(text: string | null | undefined, order: Order): Place | null {
  if (!text || text.length > longestCursor) return null
  const place = placeIn(text)
  const types: KeyType[] = [...order.keys.map(key => key.type), 'bigint']
  if (place?.length !== types.length) return null
  const isSound = types.every((type, at) => {
    const value = place[at]
    if (value === null) return at === 0 && order.nullsLast === true
    return typeof value === 'string' && shapes[type](value)
  })
  return isSound ? place : null
}

function placeIn(text: string): Place | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Array.isArray(values) ? values : null
  } catch {
    return null
  }
}

/** One stretch of a list that an index can be walked along: the rows with a first key, or those without. */
export type Stretch = { where: SQL; orderBy: SQL }

const name = (at: number) => sql.raw(`f.k${at}`)

/** `, … as k0, … as k1`: what a listing's rows have beside their id, for `stretches`. */
export function keyColumns(order: Order): SQL {
  return sql.join(order.keys.map(({ by }, at) => sql`, ${by} as ${sql.raw(`k${at}`)}`))
}

/** A row's place as an array of text, read from `f`. */
export function placeColumn(order: Order): SQL {
  const values = order.keys.map((_, at) => sql`${name(at)}::text`)
  return sql`array[${sql.join([...values, sql`f.id::text`], sql`, `)}]`
}

/**
 * Where rows `f` that follow a place are, nearest first; `backwards` those before it, in the opposite order. Without a place,
 * all from the beginning. The stretches are read one after the other until there are enough rows.
 */
export function stretches(order: Order, place: Place | null, backwards = false): Stretch[] {
  if (!order.nullsLast) return [stretch(order, place, backwards)]
  const valued = (from: Place | null) => stretch(order, from, backwards, false)
  const empty = (from: Place | null) => stretch(order, from, backwards, true)
  if (backwards) return place?.[0] === null ? [empty(place), valued(null)] : [valued(place)]
  return place?.[0] === null ? [empty(place)] : [valued(place), empty(null)]
}

function stretch(order: Order, place: Place | null, backwards: boolean, isNull?: boolean): Stretch {
  const isDown = (order.down ?? false) !== backwards
  const skipped = isNull ? 1 : 0
  const types: KeyType[] = [...order.keys.map(key => key.type), 'bigint']
  const parts = types
    .map((type, at) => ({
      column: at === order.keys.length ? sql`f.id` : name(at),
      value: sql`${place?.[at] ?? null}::${sql.raw(type)}`,
    }))
    .slice(skipped)
  const ofNulls = isNull ? sql`f.k0 is null` : sql`f.k0 is not null`
  const conditions = [isNull === undefined ? sql`true` : ofNulls, ...(place ? placed(parts, isDown) : [])]
  const way = sql.raw(isDown ? ' desc' : ' asc')
  return {
    where: sql.join(conditions, sql` and `),
    orderBy: sql.join(
      parts.map(({ column }) => sql`${column}${way}`),
      sql`, `,
    ),
  }
}

function placed(parts: readonly { column: SQL; value: SQL }[], isDown: boolean): SQL[] {
  const columns = sql.join(
    parts.map(part => part.column),
    sql`, `,
  )
  const values = sql.join(
    parts.map(part => part.value),
    sql`, `,
  )
  const [first] = parts
  return [
    sql`(${columns}) ${sql.raw(isDown ? '<' : '>')} (${values})`,
    // What the row comparison implies: where its columns are of several tables, only this can be looked up in an index.
    ...(first && parts.length > 1
      ? [sql`${first.column} ${sql.raw(isDown ? '<=' : '>=')} ${first.value}`]
      : []),
  ]
}
