/** The list of packages: a page of it, found, filtered and sorted by the database. */
import { and, asc, desc, eq, ilike, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { connexcsPackages, packages } from '@/db/schema/packages'
import type { Actor } from '../../actor'
import type { CalendarDate } from '../../calendar-date'
import type { SeenTerms } from '../changes'
import { containing, openAssignments, termsIn } from '../queries'
import { scaledToMinor, sumByPackage } from '../recurring'
import { currentTerms } from '../versions'

export const packagesPerPage = 50
export const packageSorts = ['name', 'code', 'retail', 'margin', 'assignments', 'changed'] as const
export type PackageSort = (typeof packageSorts)[number]

export type PackageList = {
  today: CalendarDate
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

function filtersOf(actor: Actor, current: Current, list: PackageList): SQL | undefined {
  const pattern = containing(list.search ?? '')
  const open = sql`exists (select 1 ${openAssignments(actor, list.today)})`
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
    list.use === 'used' ? open : list.use === 'unused' ? sql`not ${open}` : undefined,
    list.belowMarginPercent !== undefined && actor.canSeeCost
      ? sql`${marginPercent(current)} < ${list.belowMarginPercent}`
      : undefined,
  )
}

function orderOf(actor: Actor, current: Current, count: SQL, sort: string): SQL[] {
  const down = sort.startsWith('-')
  const key = packageSorts.find(known => known === (down ? sort.slice(1) : sort)) ?? 'name'
  const by: Record<PackageSort, SQL> = {
    name: sql`lower(${packages.name})`,
    code: sql`lower(${packages.code})`,
    retail: sql`${current.retailMicro}`,
    margin: actor.canSeeCost ? marginPercent(current) : sql`lower(${packages.name})`,
    assignments: count,
    changed: sql`${packages.updatedAt}`,
  }
  const chosen = down ? sql`${by[key]} desc nulls last` : sql`${by[key]} asc nulls last`
  return [chosen, down ? desc(packages.id) : asc(packages.id)]
}

/** One page of the list and how many there are in all. A page past the end is empty. */
export async function listPackages(
  db: Db,
  actor: Actor,
  list: PackageList,
): Promise<{ rows: ListedPackage[]; count: number }> {
  const current = currentTerms(db, actor, list.today)
  const where = filtersOf(actor, current, list)
  const open = sql<number>`(select count(*)::int ${openAssignments(actor, list.today)})`
  const page = Math.max(1, Math.trunc(list.page ?? 1))
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
      assignments: open,
      terms: termsIn(current),
    })
    .from(packages)
    .innerJoinLateral(current, sql`true`)
    .leftJoin(connexcsPackages, eq(connexcsPackages.id, packages.connexcsPackageId))
    .where(where)
    .orderBy(...orderOf(actor, current, open, list.sort ?? 'name'))
    .limit(packagesPerPage)
    .offset((page - 1) * packagesPerPage)
  const [total] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(packages)
    .innerJoinLateral(current, sql`true`)
    .leftJoin(connexcsPackages, eq(connexcsPackages.id, packages.connexcsPackageId))
    .where(where)
  const months = await sumByPackage(
    db,
    actor,
    list.today,
    rows.map(row => row.id),
  )
  return {
    rows: rows.map(row => {
      const month = months.get(row.id)
      return {
        ...row,
        monthlyMinor: month ? scaledToMinor(month.retail + month.committed, row.currency) : 0n,
      }
    }),
    count: total?.count ?? 0,
  }
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
