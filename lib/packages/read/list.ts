/** The list of packages: a page of it, found, filtered and sorted by the database. */

import { and, asc, eq, ilike, inArray, isNotNull, isNull, not, or, type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { connexcsPackages, packages } from '@/db/schema/packages'
import { unnest } from '@/db/unnest'
import type { Actor } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { ofActor } from '@/lib/access/read'
import { pickTerms } from '@/lib/billing/terms'
import type { CalendarDate } from '@/lib/calendar-date'
import { keeper } from '@/lib/listing/read/cached-figures'
import { findPage, inOrder, type Listing, type ListPage, type Position } from '@/lib/listing/read/pages'
import { currentTerms } from '@/lib/planning/terms'
import type { SeenTerms } from '../changes'
import { containing } from './packages'
import { scaledToMinor, sumByPackage } from './recurring'

export const packageSorts = ['name', 'code', 'retail', 'margin', 'assignments', 'changed'] as const

export type PackageList = {
  today: CalendarDate
  now: Date
  search?: string
  /** A sort of `packageSorts`, with a leading minus for the other way round; anything else is by name. */
  sort?: string
  currency?: string
  frequency?: string
  type?: string
  /** The name of a ConnexCS Package. */
  connexcs?: string
  use?: 'used' | 'unused' | string
  /** `archived`, `all`, or those that are not archived. */
  archived?: string
  /** Only packages whose margin is below this percentage of retail. */
  belowMarginPercent?: number
} & Position

export type ListedPackage = {
  id: number
  code: string
  name: string
  currency: string
  connexcsPackage: string | null
  archivedAt: Date | null
  updatedAt: Date
  revision: number
  /** Assignments that have not ended; an account manager's own customers' only. */
  assignments: number
  /** What the assignments that are active today bring in an average month; a minimum spend's commitment. */
  monthlyMinor: bigint
  terms: SeenTerms
}

type Current = ReturnType<typeof currentTerms>

/** Share of retail that stays, in percent; null where retail is 0 or usage decides. */
function marginPercent(current: Current): SQL<number | null> {
  return sql`case when ${current.retailMicro} > 0 and not ${current.minimumSpend}
    then (${current.retailMicro} - ${current.costMicro})::numeric * 100 / ${current.retailMicro} end`
}

function isOfArchive(archived: string | undefined): SQL | undefined {
  if (archived === 'all') return undefined
  return archived === 'archived' ? isNotNull(packages.archivedAt) : isNull(packages.archivedAt)
}

function filtersOf(actor: Actor, current: Current, list: PackageList, used: number[]): SQL | undefined {
  const pattern = containing(list.search ?? '')
  return and(
    isOfArchive(list.archived),
    list.search?.trim()
      ? or(ilike(packages.name, pattern), ilike(packages.code, pattern), ilike(packages.description, pattern))
      : undefined,
    list.currency ? eq(packages.currency, list.currency) : undefined,
    list.frequency ? sql`${current.frequency} = ${list.frequency}` : undefined,
    list.type ? sql`${current.type} = ${list.type}` : undefined,
    list.connexcs ? eq(connexcsPackages.name, list.connexcs) : undefined,
    list.use === 'used' ? inArray(packages.id, used) : undefined,
    list.use === 'unused' ? not(inArray(packages.id, used)) : undefined,
    list.belowMarginPercent !== undefined && actor.canSeeCost
      ? sql`${marginPercent(current)} < ${list.belowMarginPercent}`
      : undefined,
  )
}

function orderOf(
  actor: Actor,
  current: Current,
  sort: string,
  held: ReadonlyMap<number, Held>,
): Listing['order'] {
  const down = sort.startsWith('-')
  const asked = packageSorts.find(known => known === (down ? sort.slice(1) : sort)) ?? 'name'
  switch (asked === 'margin' && !actor.canSeeCost ? 'name' : asked) {
    case 'name':
      return { keys: [{ by: sql`lower(${packages.name})`, type: 'text' }], down }
    case 'code':
      return { keys: [{ by: sql`lower(${packages.code})`, type: 'text' }], down }
    case 'retail':
      return { keys: [{ by: current.retailMicro, type: 'bigint' }], down }
    case 'margin':
      return { keys: [{ by: marginPercent(current), type: 'numeric' }], nullsLast: true, down }
    case 'changed': {
      const microseconds = sql`(extract(epoch from ${packages.updatedAt}) * 1000000)::bigint`
      return { keys: [{ by: microseconds, type: 'bigint' }], down }
    }
    case 'assignments': {
      // Counted elsewhere and kept: the database is told.
      const ids = [...held.keys()]
      const counts = unnest(['bigint', ids], ['bigint', ids.map(id => held.get(id)?.open ?? 0)])
      return {
        join: sql`left join ${counts} as held(package_id, open) on held.package_id = ${packages.id}`,
        keys: [{ by: sql`coalesce(held.open, 0)`, type: 'bigint' }],
        down,
      }
    }
  }
}

type Held = {
  open: number
  month: Awaited<ReturnType<typeof sumByPackage>> extends Map<number, infer Sum> ? Sum | null : never
}

/** What is held of each package that has assignments which have not ended, and what those that are active bring in a month. */
async function sumHeld({ db, actor, today }: Within<'actor' | 'today'>): Promise<Map<number, Held>> {
  const months = await sumByPackage({ db, actor, today })
  const rows = await rowsOf<{ id: number; open: number }>(
    db,
    sql`select a.package_id::float8 as id, count(*)::int as open from assignments a
      where (a.end_on is null or a.end_on >= ${today}::date) ${ofActor(actor)} group by a.package_id`,
  )
  return new Map(rows.map(({ id, open }) => [id, { open, month: months.get(id) ?? null }]))
}

const keepHeld = keeper<Map<number, Held>>()

/** One page of the list, and how many there are (see `ListPage`); what is held of a package is counted as `countedAt` says. */
export async function listPackages(
  { db, actor }: Within<'actor'>,
  list: PackageList,
): Promise<{ rows: ListedPackage[]; countedAt: Date | null } & Omit<ListPage, 'ids'>> {
  const { today, now, sort = 'name' } = list
  const { figures: held, countedAt } = await keepHeld({ db, actor, now }, today, tx =>
    sumHeld({ db: tx, actor, today }),
  )
  const current = currentTerms({ db, actor, today })
  const { ids, ...page } = await findPage(
    db,
    {
      from: sql`${packages} join lateral ${current} on true
        left join ${connexcsPackages} on ${connexcsPackages.id} = ${packages.connexcsPackageId}`,
      id: packages.id,
      where: filtersOf(actor, current, list, [...held.keys()]),
      order: orderOf(actor, current, sort, held),
    },
    list,
  )
  const rows = await db
    .select({
      id: packages.id,
      code: packages.code,
      name: packages.name,
      currency: packages.currency,
      connexcsPackage: connexcsPackages.name,
      archivedAt: packages.archivedAt,
      updatedAt: packages.updatedAt,
      revision: packages.revision,
      terms: pickTerms(current),
    })
    .from(packages)
    .innerJoinLateral(current, sql`true`)
    .leftJoin(connexcsPackages, eq(connexcsPackages.id, packages.connexcsPackageId))
    .where(inArray(packages.id, ids))
  const described = rows.map(row => {
    const month = held.get(row.id)?.month
    return {
      ...row,
      assignments: held.get(row.id)?.open ?? 0,
      monthlyMinor: month ? scaledToMinor(month.retail + month.committed, row.currency) : 0n,
    }
  })
  return { rows: inOrder(ids, described), ...page, countedAt }
}

/** What the filters of the list can be set to: the currencies that packages have and the ConnexCS Packages in use. */
export async function packageFilters(db: Db): Promise<{ currencies: string[]; connexcs: string[] }> {
  const currencies = await db
    .selectDistinct({ currency: packages.currency })
    .from(packages)
    .orderBy(asc(packages.currency))
  const connexcs = await db
    .selectDistinct({ name: connexcsPackages.name })
    .from(connexcsPackages)
    .innerJoin(packages, eq(packages.connexcsPackageId, connexcsPackages.id))
    .orderBy(asc(connexcsPackages.name))
  return { currencies: currencies.map(row => row.currency), connexcs: connexcs.map(row => row.name) }
}

/** True where there is any package at all, archived or not: the empty list teaches only where there is none. */
export async function hasPackages(db: Db): Promise<boolean> {
  const [row] = await db.select({ id: packages.id }).from(packages).limit(1)
  return row !== undefined
}
