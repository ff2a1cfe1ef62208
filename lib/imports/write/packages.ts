import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { packageVersions } from '@/db/schema/packages'
import { unnest } from '@/db/unnest'
import { type Terms, termNames } from '@/lib/billing/terms'
import type { PackageInput } from '@/lib/packages/schema'

export type NewPackage = PackageInput & { code: string; currency: string; connexcsPackageId: number | null }

/** Adds packages, each with the first version of its terms, in force from the first day there is. */
export async function insertPackages(
  tx: Db,
  rows: readonly NewPackage[],
  actorId: string | null,
): Promise<void> {
  const made = await rowsOf<{ id: string; code: string }>(
    tx,
    sql`insert into packages (code, name, description, currency, connexcs_package_id)
      select * from ${unnest(
        ['text', rows.map(row => row.code)],
        ['text', rows.map(row => row.name)],
        ['text', rows.map(row => row.description)],
        ['text', rows.map(row => row.currency)],
        ['bigint', rows.map(row => row.connexcsPackageId)],
      )} returning id, code`,
  )
  const ids = new Map(made.map(row => [row.code, Number(row.id)]))
  const columns = termNames.map(name => packageVersions[name])
  const names = sql.join(
    columns.map(column => sql.identifier(column.name)),
    sql`, `,
  )
  const cast = sql.join(
    columns.map(column => sql`n.${sql.identifier(column.name)}::${sql.raw(column.getSQLType())}`),
    sql`, `,
  )
  await tx.execute(sql`
    insert into package_versions (package_id, number, effective_on, created_by, ${names})
    select n.package_id, 1, '1970-01-01', ${actorId}, ${cast}
    from ${unnest(
      ['bigint', rows.map(row => ids.get(row.code) ?? null)],
      ...termNames.map(name => ['text', rows.map(({ terms }) => termText(terms[name]))] as const),
    )} as n (package_id, ${names})`)
}

/** Arrays of arrays cannot be unnested into rows: each term travels as text, a set as the text of an array, in digits. */
function termText(value: Terms[keyof Terms]): string {
  return Array.isArray(value) ? `{${value.join(',')}}` : String(value)
}

export type PackageChange = {
  id: number
  name: string
  description: string
  connexcsPackageId: number | null
}

/** Changes what is not commercial: name, description, ConnexCS Package. */
export async function updatePackages(tx: Db, rows: readonly PackageChange[]): Promise<void> {
  await tx.execute(sql`
    update packages p set name = n.name, description = n.description, connexcs_package_id = n.connexcs_package_id,
      revision = p.revision + 1, updated_at = now()
    from ${unnest(
      ['bigint', rows.map(row => row.id)],
      ['text', rows.map(row => row.name)],
      ['text', rows.map(row => row.description)],
      ['bigint', rows.map(row => row.connexcsPackageId)],
    )} as n (id, name, description, connexcs_package_id)
    where p.id = n.id`)
}
