/** Writes of the catalogue: admins only, each in one transaction with its audit row. */

import { and, eq, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { connexcsPackages, packages } from '@/db/schema/packages'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { writeAudit } from '@/lib/audit/write/audit'
import { microText } from '@/lib/money'
import { Refusal } from '@/lib/refusal/refusal'
import type { ConnexcsEdit, ConnexcsInput } from './schema'

type Saved = { id: number; name: string }
type Row = typeof connexcsPackages.$inferSelect

/** Adds a service to the catalogue. Refuses a name that is there, whatever the case of its letters. */
export async function createConnexcsPackage(
  { db, actor }: Within<'actor'>,
  input: ConnexcsInput,
): Promise<Saved> {
  return db.transaction(async tx => {
    requireAdmin(actor)
    await checkName(tx, input.name, 0)
    const [row] = await tx
      .insert(connexcsPackages)
      .values(input)
      .returning({ id: connexcsPackages.id, name: connexcsPackages.name })
    if (!row) throw new Error('the database did not return the new row')
    await audit({ db: tx, actor }, 'created', row, { was: null, is: input })
    return row
  })
}

/** Changes a name or unit cost. Packages that sell it keep their own cost. */
export async function updateConnexcsPackage(
  { db, actor }: Within<'actor'>,
  input: ConnexcsEdit,
): Promise<Saved> {
  const { id, revision, ...values } = input
  return db.transaction(async tx => {
    requireAdmin(actor)
    const was = await lock(tx, id, revision)
    await checkName(tx, values.name, id)
    await tx
      .update(connexcsPackages)
      .set({ ...values, revision: revision + 1 })
      .where(eq(connexcsPackages.id, id))
    await audit({ db: tx, actor }, 'updated', { id, name: values.name }, { was, is: values })
    return { id, name: values.name }
  })
}

/** Takes a service out of the catalogue. Refuses one that a package sells: its features would go unsaid. */
export async function deleteConnexcsPackage(
  { db, actor }: Within<'actor'>,
  { id, revision }: { id: number; revision: number },
): Promise<Saved> {
  return db.transaction(async tx => {
    requireAdmin(actor)
    const was = await lock(tx, id, revision)
    const [sold] = await tx
      .select({ name: packages.name })
      .from(packages)
      .where(eq(packages.connexcsPackageId, id))
      .limit(1)
    if (sold) throw new Refusal(`The package “${sold.name}” sells it. Unlink it there first.`)
    await tx.delete(connexcsPackages).where(eq(connexcsPackages.id, id))
    await audit({ db: tx, actor }, 'deleted', was, { was, is: null })
    return { id, name: was.name }
  })
}

async function lock(tx: Db, id: number, revision: number): Promise<Row> {
  const [row] = await tx.select().from(connexcsPackages).where(eq(connexcsPackages.id, id)).for('update')
  if (!row) throw new Refusal('This ConnexCS Package is not in the catalogue any more.')
  if (row.revision !== revision) {
    const cost =
      row.unitCostMicro === null ? 'no unit cost' : `${microText(row.unitCostMicro)} ${row.currency}`
    throw new Refusal(
      `Another user saved it while you were typing: it is now “${row.name}” with ${cost}. Close this form to keep theirs.`,
    )
  }
  return row
}

async function checkName(tx: Db, name: string, exceptId: number): Promise<void> {
  const [other] = await tx
    .select({ name: connexcsPackages.name })
    .from(connexcsPackages)
    .where(and(sql`lower(${connexcsPackages.name}) = lower(${name})`, ne(connexcsPackages.id, exceptId)))
  if (other) throw Refusal.field('name', `Enter another name: “${other.name}” is in the catalogue already.`)
}

async function audit(
  { db: tx, actor }: Within<'actor'>,
  verb: 'created' | 'updated' | 'deleted',
  item: Saved,
  { was, is }: { was: ConnexcsInput | null; is: ConnexcsInput | null },
): Promise<void> {
  const values = (of: ConnexcsInput | null) =>
    of && {
      name: of.name,
      unitCost: of.unitCostMicro === null ? null : microText(of.unitCostMicro),
      currency: of.currency,
    }
  await writeAudit(
    { db: tx, actor },
    {
      action: `connexcs_package.${verb}`,
      entity: 'connexcs_package',
      entityId: item.id,
      label: item.name,
      before: values(was),
      after: values(is),
    },
  )
}
