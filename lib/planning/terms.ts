/** Versions of the terms as the database holds them, and as the engine takes them. */

import { and, asc, desc, eq, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { packages, packageVersions } from '@/db/schema/packages'
import type { Actor } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { pickTerms, type Terms, type TermsVersion } from '@/lib/billing/terms'
import { toDay } from '@/lib/calendar-date'

export type VersionRow = typeof packageVersions.$inferSelect
/** The commercial columns of a version. */
type TermsColumns = Pick<VersionRow, keyof Terms>

/** Every commercial column. */
const termsColumns = pickTerms(packageVersions)

const noCost = {
  costMicro: sql<number | null>`null::bigint`.as('cost_micro'),
  setupCostMicro: sql<number | null>`null::bigint`.as('setup_cost_micro'),
}

/** The commercial columns that the actor may see: without `canSeeCost` the cost columns are not read at all. */
export function seenTermsColumns(actor: Actor) {
  return { ...termsColumns, ...(actor.canSeeCost ? {} : noCost) }
}

/** In force on a day before any later one: not cancelled, effective by then, the last of these. */
const lastFirst = [desc(packageVersions.effectiveOn), desc(packageVersions.number)] as const

/** The terms that an assignment starting today would have, as a lateral subquery beside `packages`. */
export function currentTerms({ db, actor, today }: Within<'actor' | 'today'>) {
  return db
    .select({
      versionId: sql<number>`${packageVersions.id}`.mapWith(packageVersions.id).as('version_id'),
      versionNumber: sql<number>`${packageVersions.number}`
        .mapWith(packageVersions.number)
        .as('version_number'),
      ...seenTermsColumns(actor),
    })
    .from(packageVersions)
    .where(
      and(
        eq(packageVersions.packageId, packages.id),
        isNull(packageVersions.cancelledAt),
        lte(packageVersions.effectiveOn, today),
      ),
    )
    .orderBy(...lastFirst)
    .limit(1)
    .as('current_terms')
}

/** One version as the engine takes it. */
function toTermsVersion(
  row: TermsColumns &
    Pick<VersionRow, 'id' | 'number' | 'effectiveOn' | 'appliesTo' | 'changeNumber' | 'cancelledNumber'>,
): TermsVersion {
  return {
    id: row.id,
    number: row.number,
    effectiveOn: toDay(row.effectiveOn),
    appliesTo: row.appliesTo,
    terms: pickTerms(row),
    changeNumber: row.changeNumber,
    cancelledNumber: row.cancelledNumber,
  }
}

/**
 * What the planner needs of each package: its versions in order of their numbers, cancelled ones left out. A package
 * without a row here does not exist. Costs are in it: hand the result to the engine, not to a page.
 */
export async function termsVersionsOf(
  db: Db,
  packageIds: readonly number[],
): Promise<Map<number, TermsVersion[]>> {
  return readVersions(db, packageIds, isNull(packageVersions.cancelledAt))
}

/** As `termsVersionsOf`, with the cancelled ones: something may have been charged by them before, and runs go by that. */
export async function everyVersionOf(
  db: Db,
  packageIds: readonly number[],
): Promise<Map<number, TermsVersion[]>> {
  return readVersions(db, packageIds)
}

async function readVersions(
  db: Db,
  packageIds: readonly number[],
  which?: SQL,
): Promise<Map<number, TermsVersion[]>> {
  const found = new Map<number, TermsVersion[]>()
  if (packageIds.length === 0) return found
  const rows = await db
    .select({
      id: packageVersions.id,
      packageId: packageVersions.packageId,
      number: packageVersions.number,
      effectiveOn: packageVersions.effectiveOn,
      appliesTo: packageVersions.appliesTo,
      changeNumber: packageVersions.changeNumber,
      cancelledNumber: packageVersions.cancelledNumber,
      ...termsColumns,
    })
    .from(packageVersions)
    .where(and(inArray(packageVersions.packageId, [...packageIds]), which))
    .orderBy(asc(packageVersions.packageId), asc(packageVersions.number))
  for (const row of rows) {
    const versions = found.get(row.packageId) ?? []
    versions.push(toTermsVersion(row))
    found.set(row.packageId, versions)
  }
  return found
}
