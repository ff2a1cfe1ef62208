/** Reads of packages. Account managers see every package, without cost and margin unless an admin allows it. */

import { and, asc, eq, ilike, isNull, or, type SQL, sql } from 'drizzle-orm'
import { assignments } from '@/db/schema/assignments'
import { customers } from '@/db/schema/customers'
import { connexcsPackages, packages, packageVersions } from '@/db/schema/packages'
import { users } from '@/db/schema/users'
import { type Actor, isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { VersionScope } from '@/lib/billing/terms'
import { pickTerms } from '@/lib/billing/terms'
import type { CalendarDate } from '@/lib/calendar-date'
import { currentTerms, seenTermsColumns } from '@/lib/planning/terms'
import type { SeenTerms } from '../changes'

/** Text for a LIKE pattern, its wildcards taken literally. */
export function containing(text: string): string {
  return `%${text.trim().replace(/[\\%_]/g, sign => `\\${sign}`)}%`
}

/** Assignments of `packages` that have not ended by today; an account manager's count holds only their own customers'. */
function openAssignments(actor: Actor, today: CalendarDate): SQL {
  const theirs = isAdmin(actor)
    ? sql``
    : sql` and a.payer_id in (select c.id from ${customers} c where c.account_manager_id = ${actor.id})`
  return sql`from ${assignments} a where a.package_id = ${packages.id} and (a.end_on is null or a.end_on >= ${today})${theirs}`
}

export type PackageVersion = {
  id: number
  number: number
  effectiveOn: CalendarDate
  appliesTo: VersionScope
  createdAt: Date
  createdBy: string | null
  cancelledAt: Date | null
  terms: SeenTerms
}

export type PackageDetails = {
  id: number
  code: string
  name: string
  description: string
  currency: string
  connexcsPackage: string | null
  connexcsUnitCostMicro: number | null
  connexcsCurrency: string | null
  /** How many days ahead its charges are announced: 0 never, null as the schedule's settings say. */
  noticeDays: number | null
  archivedAt: Date | null
  revision: number
  updatedAt: Date
  /** Assignments that have not ended, and all that ever were: with one of these the currency is fixed. */
  openAssignments: number
  hasAssignments: boolean
  /** What an assignment that starts today would have. */
  current: PackageVersion
  /** Every version, cancelled ones too, the latest first. */
  versions: PackageVersion[]
}

/** One package with its versions; null where there is none. */
export async function getPackage(
  { db, actor, today }: Within<'actor' | 'today'>,
  id: number,
): Promise<PackageDetails | null> {
  const [row] = await db
    .select({
      id: packages.id,
      code: packages.code,
      name: packages.name,
      description: packages.description,
      currency: packages.currency,
      connexcsPackage: connexcsPackages.name,
      connexcsUnitCostMicro: actor.canSeeCost ? connexcsPackages.unitCostMicro : sql<number | null>`null`,
      connexcsCurrency: connexcsPackages.currency,
      noticeDays: packages.noticeDays,
      archivedAt: packages.archivedAt,
      revision: packages.revision,
      updatedAt: packages.updatedAt,
      openAssignments: sql<number>`(select count(*)::int ${openAssignments(actor, today)})`,
      hasAssignments: sql<boolean>`exists (select 1 from ${assignments} a where a.package_id = ${packages.id})`,
    })
    .from(packages)
    .leftJoin(connexcsPackages, eq(connexcsPackages.id, packages.connexcsPackageId))
    .where(eq(packages.id, id))
  if (!row) return null
  const versions = await versionsOf({ db, actor }, id)
  const current = versions.find(v => v.cancelledAt === null && v.effectiveOn <= today)
  if (!current) throw new Error(`package ${id} has no terms in force on ${today}`)
  return { ...row, versions: versions.sort((a, b) => b.number - a.number), current }
}

/** Versions in the order in which they take over, the last first. */
async function versionsOf({ db, actor }: Within<'actor'>, packageId: number): Promise<PackageVersion[]> {
  const rows = await db
    .select({
      id: packageVersions.id,
      number: packageVersions.number,
      effectiveOn: packageVersions.effectiveOn,
      appliesTo: packageVersions.appliesTo,
      createdAt: packageVersions.createdAt,
      createdBy: users.name,
      cancelledAt: packageVersions.cancelledAt,
      terms: seenTermsColumns(actor),
    })
    .from(packageVersions)
    .leftJoin(users, eq(users.id, packageVersions.createdBy))
    .where(eq(packageVersions.packageId, packageId))
    .orderBy(sql`${packageVersions.effectiveOn} desc, ${packageVersions.number} desc`)
  return rows
}

export type FoundPackage = {
  id: number
  code: string
  name: string
  currency: string
  terms: SeenTerms
}

export type PackageSearch = { today: CalendarDate; currency?: string; limit?: number }

/** Packages whose name or code contains the text, for a combobox: not archived, by name, at most 20 unless told. */
export async function searchPackages(
  { db, actor }: Within<'actor'>,
  text: string,
  { today, currency, limit = 20 }: PackageSearch,
): Promise<FoundPackage[]> {
  const current = currentTerms({ db, actor, today })
  const pattern = containing(text)
  return db
    .select({
      id: packages.id,
      code: packages.code,
      name: packages.name,
      currency: packages.currency,
      terms: pickTerms(current),
    })
    .from(packages)
    .innerJoinLateral(current, sql`true`)
    .where(
      and(
        isNull(packages.archivedAt),
        currency === undefined ? undefined : eq(packages.currency, currency),
        text.trim() === '' ? undefined : or(ilike(packages.name, pattern), ilike(packages.code, pattern)),
      ),
    )
    .orderBy(asc(sql`lower(${packages.name})`), asc(packages.id))
    .limit(limit)
}

/** The catalogue of upstream services, by name; with what a unit costs for whoever may see cost. */
export async function listConnexcsPackages({
  db,
  actor,
}: Within<'actor'>): Promise<
  { id: number; name: string; unitCostMicro: number | null; currency: string | null }[]
> {
  return db
    .select({
      id: connexcsPackages.id,
      name: connexcsPackages.name,
      unitCostMicro: actor.canSeeCost ? connexcsPackages.unitCostMicro : sql<number | null>`null`,
      currency: actor.canSeeCost ? connexcsPackages.currency : sql<string | null>`null`,
    })
    .from(connexcsPackages)
    .orderBy(asc(connexcsPackages.name))
}
