import { asc, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { connexcsPackages, packages } from '@/db/schema/packages'
import { array } from '@/db/unnest'
import type { TermsVersion } from '@/lib/billing/terms'
import { termsVersionsOf } from '@/lib/planning/terms'

export type KnownPackage = {
  id: number
  code: string
  name: string
  description: string
  currency: string
  connexcsPackageId: number | null
  isArchived: boolean
  revision: number
  /** In order of their numbers, cancelled ones left out. */
  versions: TermsVersion[]
}

/** Packages by code, with their terms; locked, in id order, where the rows may be changed. */
export async function packagesByCode(
  db: Db,
  codes: readonly string[],
  lock = false,
): Promise<Map<string, KnownPackage>> {
  const query = db
    .select({
      id: packages.id,
      code: packages.code,
      name: packages.name,
      description: packages.description,
      currency: packages.currency,
      connexcsPackageId: packages.connexcsPackageId,
      isArchived: sql<boolean>`${packages.archivedAt} is not null`,
      revision: packages.revision,
    })
    .from(packages)
    .where(sql`${packages.code} = any(${array('text', codes)})`)
    .orderBy(asc(packages.id))
  const rows = await (lock ? query.for('update') : query)
  const versions = await termsVersionsOf(
    db,
    rows.map(row => row.id),
  )
  return new Map(rows.map(row => [row.code, { ...row, versions: versions.get(row.id) ?? [] }]))
}

/** Codes of the packages, archived ones left out, that have these names in lower case. */
export async function codesByName(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  const lowered = sql<string>`lower(${packages.name})`
  const rows = await db
    .select({ name: lowered, code: packages.code })
    .from(packages)
    .where(sql`${packages.archivedAt} is null and ${sql`${lowered} = any(${array('text', names)})`}`)
  return new Map(rows.map(row => [row.name, row.code]))
}

/** The catalogue of ConnexCS Packages: ids by name in lower case, and the names as they are written. */
export async function connexcsCatalogue(db: Db): Promise<{ ids: Map<string, number>; names: string[] }> {
  const rows = await db
    .select({ id: connexcsPackages.id, name: connexcsPackages.name })
    .from(connexcsPackages)
    .orderBy(asc(connexcsPackages.name))
  return {
    ids: new Map(rows.map(row => [row.name.toLowerCase(), row.id])),
    names: rows.map(row => row.name),
  }
}
