/** The list of packages: a page of it, found, filtered and sorted by the database. */
import { and, asc, desc, eq, ilike, inArray, isNotNull, isNull, not, or, type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { connexcsPackages, packages } from '@/db/schema/packages'
import type { Actor } from '../../actor'
import type { CalendarDate } from '../../calendar-date'
import { ofActor } from '../../dashboard/access'
import { keeper } from '../../listing/kept'
import { inOrder } from '../../listing/queries'
import type { SeenTerms } from '../changes'
import { containing, termsIn } from '../queries'
import { scaledToMinor, sumByPackage } from '../recurring'
import { currentTerms } from '../versions'

export const packagesPerPage = 50
export const packageSorts = ['name', 'code', 'retail', 'margin', 'assignments', 'changed'] as const
export type PackageSort = (typeof packageSorts)[number]

export type PackageList = {
  today: CalendarDate
  now: Date
  search?: string
  /** A sort of `packageSorts`, with a leading minus for the other way round; anything else is by name. */
  sort?: string
  page?: number
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
}

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

function filtersOf(actor: Actor, current: Current, list: PackageList, used: number[]): SQL | undefined {
  const pattern = containing(list.search ?? '')
  return and(
    list.archived === 'all'
      ? undefined
      : list.archived === 'archived'
        ? isNotNull(packages.archivedAt)
        : isNull(packages.archivedAt),
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

function orderOf(actor: Actor, current: Current, sort: string): SQL[] {
  const down = sort.startsWith('-')
  const asked = packageSorts.find(known => known === (down ? sort.slice(1) : sort)) ?? 'name'
  // The counts are not the database's to sort by.
  const key = asked === 'assignments' ? 'name' : asked
  const by: Record<Exclude<PackageSort, 'assignments'>, SQL> = {
    name: sql`lower(${packages.name})`,
    code: sql`lower(${packages.code})`,
    retail: sql`${current.retailMicro}`,
    margin: actor.canSeeCost ? marginPercent(current) : sql`lower(${packages.name})`,
    changed: sql`${packages.updatedAt}`,
  }
  const chosen = down ? sql`${by[key]} desc nulls last` : sql`${by[key]} asc nulls last`
  return [chosen, down ? desc(packages.id) : asc(packages.id)]
}

type Held = {
  open: number
  month: Awaited<ReturnType<typeof sumByPackage>> extends Map<number, infer Sum> ? Sum | null : never
}

/** What is held of each package that has assignments which have not ended, and what those that are active bring in a month. */
async function sumHeld(db: Db, actor: Actor, today: CalendarDate): Promise<Map<number, Held>> {
  const months = await sumByPackage(db, actor, today)
  const rows = await rowsOf<{ id: number; open: number }>(
    db,
    sql`select a.package_id::float8 as id, count(*)::int as open from assignments a
      where (a.end_on is null or a.end_on >= ${today}::date) ${ofActor(actor)} group by a.package_id`,
  )
  return new Map(rows.map(({ id, open }) => [id, { open, month: months.get(id) ?? null }]))
}

const keepHeld = keeper<Map<number, Held>>()

/**
 * One page of the list and how many there are in all; what is held of a package is counted as `countedAt` says. A page past the
 * end is empty.
 */
export async function listPackages(
  db: Db,
  actor: Actor,
  list: PackageList,
): Promise<{ rows: ListedPackage[]; count: number; countedAt: Date | null }> {
  const { today, now, sort = 'name' } = list
  const { figures: held, countedAt } = await keepHeld(db, actor, today, tx => sumHeld(tx, actor, today), now)
  const found = await findIds(db, actor, list, [...held.keys()])
  if (/^-?assignments$/.test(sort)) {
    const way = sort.startsWith('-') ? -1 : 1
    const open = (id: number) => held.get(id)?.open ?? 0
    found.sort((a, b) => way * (open(a) - open(b) || a - b))
  }
  const page = Math.max(1, Math.trunc(list.page ?? 1))
  const ids = found.slice((page - 1) * packagesPerPage, page * packagesPerPage)
  const current = currentTerms(db, actor, today)
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
      terms: termsIn(current),
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
  return { rows: inOrder(ids, described), count: found.length, countedAt }
}

/** Every package that the list would show, in its order: a catalogue is thousands at most. */
async function findIds(db: Db, actor: Actor, list: PackageList, used: number[]): Promise<number[]> {
  const current = currentTerms(db, actor, list.today)
  const rows = await db
    .select({ id: packages.id })
    .from(packages)
    .innerJoinLateral(current, sql`true`)
    .leftJoin(connexcsPackages, eq(connexcsPackages.id, packages.connexcsPackageId))
    .where(filtersOf(actor, current, list, used))
    .orderBy(...orderOf(actor, current, list.sort ?? 'name'))
  return rows.map(row => row.id)
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
