/** One page of a list of any size, as ids: where the rows are found, how many there are, and how they are ordered. */
import { and, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { mostCounted, pageSize } from '../paging'
import { keyColumns, type Order, type Place, placeColumn, readCursor, stretches, writeCursor } from './keyset'

/**
 * A search in two wordings. `ids` are parts that each select ids of what matches through an index, none twice, and stop at
 * `mostCounted` + 1: for a search that finds few. `where` judges a row: for one that finds so many that the first page is soon
 * full. Without `ids` every row is judged.
 */
export type Search = { ids?: readonly SQL[]; where: SQL }

export type Listing = {
  /** The table with whatever `visible` and `where` ask about joined to it, each row once. */
  from: SQL
  id: SQLWrapper
  /** What the actor may see; a search keeps to it by itself. */
  visible?: SQL
  /**
   * What all rows share, such as a run. A search keeps to it by itself, and the ids that it finds are not judged by it again: to a
   * planner that has not counted a new run yet, reading all of the run looks cheaper than looking up the ids.
   */
  of?: SQL
  /** What the list is narrowed to. */
  where?: SQL
  search?: Search
  order: Order & {
    /** Tables that only the order needs. */
    join?: SQL
  }
}

/** Cursors of `findPage`; neither is the first page. Where both are there, `after` counts. */
export type Position = { after?: string | null; before?: string | null }

export type ListPage = {
  ids: number[]
  /** At most `mostCounted` + 1, which means that there are more than are counted. */
  count: number
  /** Cursors of the pages around this one, null where there is none. */
  next: string | null
  previous: string | null
}

/** How many of these rows there are, counted to `mostCounted` + 1 and no further. */
export async function countUpTo(db: Db, rows: SQL, most = mostCounted): Promise<number> {
  const [found] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count from (${rows} limit ${most + 1}::int) found`,
  )
  return found?.count ?? 0
}

/**
 * One page of a listing. Few matches are found first and then sorted; of many, the index of the order is walked until the page
 * is full. Which of the two is decided by counting, never by guessing: a planner that guesses wrong walks a million rows.
 */
export async function findPage(db: Db, listing: Listing, position: Position): Promise<ListPage> {
  const { from, id, order } = listing
  const match = listing.search ? await matching(db, id, listing.search) : null
  const where =
    and(listing.visible, match?.isFew ? undefined : listing.of, listing.where, match?.where) ?? sql`true`
  const isCounted = listing.where === undefined && (match?.isBroad || listing.visible === undefined)
  const count =
    (isCounted ? match?.count : undefined) ?? (await countUpTo(db, sql`select 1 from ${from} where ${where}`))
  if (count === 0) return { ids: [], count, next: null, previous: null }
  const few = count <= mostCounted ? sql`limit ${mostCounted + 1}::int` : sql``
  const rows = sql`select ${id} as id${keyColumns(order)} from ${from} ${order.join ?? sql``} where ${where} ${few}`
  return { count, ...(await readPage(db, rows, order, position)) }
}

/** What a search finds, as a condition: the ids themselves where they are few, or broad. `count` where it is known already. */
type Match = { where: SQL; count?: number; isFew: boolean; isBroad: boolean }

async function matching(db: Db, id: SQLWrapper, { ids, where }: Search): Promise<Match> {
  if (ids === undefined) return { where, isFew: false, isBroad: false }
  const [found] = await rowsOf<{ count: number; ids: string | null }>(
    db,
    sql`with ${sql.join(ids.map(partOf), sql`, `)}, found as (select distinct id from (
        ${sql.join(
          ids.map((_, at) => sql`select id from ${partName(at)}`),
          sql` union all `,
        )}) part limit ${mostCounted + 1}::int)
      select count(*)::int as count, case when count(*) <= ${mostCounted}::int then array_agg(id)::text end as ids from found`,
  )
  const count = found?.count ?? 0
  if (count === 0) return { where: sql`false`, count, isFew: true, isBroad: false }
  if (!found?.ids) return { where, count, isFew: false, isBroad: true }
  return { where: sql`${id} = any(${found.ids}::bigint[])`, count, isFew: true, isBroad: false }
}

const partName = (at: number) => sql.raw(`part${at}`)

/** One part of a search; it does not begin where one before it has found more than are counted. */
function partOf(ids: SQL, at: number): SQL {
  const before = Array.from(
    { length: at },
    (_, i) => sql`(select count(*) from ${partName(i)}) <= ${mostCounted}::int`,
  )
  return sql`${partName(at)} as materialized (select id from (${ids}) ids where ${and(...before) ?? sql`true`})`
}

type Found = { id: number; place: Place }

async function readPage(
  db: Db,
  rows: SQL,
  order: Order,
  position: Position,
): Promise<Omit<ListPage, 'count'>> {
  const after = readCursor(position.after, order)
  const before = after ? null : readCursor(position.before, order)
  const found = await readRows(db, rows, order, { place: after ?? before, backwards: before !== null })
  // Before the first page there is nothing to begin with: it is given whole, also where rows have come or gone meanwhile.
  const isShort = found.length < pageSize
  if ((before && isShort) || (after && found.length === 0)) return readPage(db, rows, order, {})
  const hasMore = found.length > pageSize
  const page = found.slice(0, pageSize)
  if (before) page.reverse()
  const [first, last] = [page[0], page.at(-1)]
  return {
    ids: page.map(row => row.id),
    previous: first && (before ? hasMore : after) ? writeCursor(first.place) : null,
    next: last && (before || hasMore) ? writeCursor(last.place) : null,
  }
}

/** A page and one row more, which says whether there is another page. */
async function readRows(
  db: Db,
  rows: SQL,
  order: Order,
  { place, backwards }: { place: Place | null; backwards: boolean },
) {
  const found: Found[] = []
  for (const { where, orderBy } of stretches(order, place, backwards)) {
    const wanted = pageSize + 1 - found.length
    if (wanted <= 0) break
    found.push(
      ...(await rowsOf<Found>(
        db,
        sql`select f.id::float8 as id, ${placeColumn(order)} as place from (${rows}) f
          where ${where} order by ${orderBy} limit ${wanted}::int`,
      )),
    )
  }
  return found
}

/** Rows that were fetched by the ids of a page, in the order of the page; one that is gone meanwhile is left out. */
export function inOrder<Row extends { id: number }>(ids: readonly number[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map(row => [row.id, row]))
  return ids.flatMap(id => byId.get(id) ?? [])
}

/**
 * The values of a column that has few of them among a million rows, in order, by stepping from one to the next in its index.
 * `knownValues(sql`customers`, sql`currency`)` selects them as `value`; nulls are left out.
 */
export function knownValues(table: SQL, column: SQL): SQL {
  return sql`with recursive known(value) as (select min(${column}) from ${table}
    union all select (select min(${column}) from ${table} where ${column} > known.value) from known where known.value is not null)
    select value from known where value is not null`
}
