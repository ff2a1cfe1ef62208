import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { unnest } from '@/db/unnest'
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
  const terms = rows.map(row => ({ ...row.terms, packageId: ids.get(row.code) ?? null }))
  await tx.execute(sql`
    insert into package_versions (package_id, number, effective_on, cost_micro, retail_micro, setup_cost_micro,
      setup_retail_micro, frequency, every, match, timing, first_period, last_period, minimum_spend, usage_grace_days,
      minimum_days, type, destination, when_funds_short, created_by)
    select package_id, 1, '1970-01-01', cost, retail, setup_cost, setup_retail, frequency, every, match::smallint[],
      timing, first_period, last_period, minimum_spend, grace, minimum_days, type, destination::text[], funds, ${actorId}
    from ${unnest(
      ['bigint', terms.map(t => t.packageId)],
      ['bigint', terms.map(t => t.costMicro)],
      ['bigint', terms.map(t => t.retailMicro)],
      ['bigint', terms.map(t => t.setupCostMicro)],
      ['bigint', terms.map(t => t.setupRetailMicro)],
      ['text', terms.map(t => t.frequency)],
      ['smallint', terms.map(t => t.every)],
      // Arrays of arrays cannot be unnested into rows: each set travels as the text of an array. Digits only.
      ['text', terms.map(t => `{${t.match.join(',')}}`)],
      ['text', terms.map(t => t.timing)],
      ['text', terms.map(t => t.firstPeriod)],
      ['text', terms.map(t => t.lastPeriod)],
      ['boolean', terms.map(t => t.minimumSpend)],
      ['smallint', terms.map(t => t.usageGraceDays)],
      ['smallint', terms.map(t => t.minimumDays)],
      ['text', terms.map(t => t.type)],
      ['text', terms.map(t => `{${t.destination.join(',')}}`)],
      ['text', terms.map(t => t.whenFundsShort)],
    )} as n (package_id, cost, retail, setup_cost, setup_retail, frequency, every, match, timing, first_period,
      last_period, minimum_spend, grace, minimum_days, type, destination, funds)`)
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
