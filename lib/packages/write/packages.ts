/** Writes of packages: admins only, each in one transaction with its audit row. */

import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { packages } from '@/db/schema/packages'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { writeAudit } from '@/lib/audit/write/audit'
import type { VersionScope } from '@/lib/billing/terms'
import { type CalendarDate, firstDate } from '@/lib/calendar-date'
import { Refusal } from '@/lib/refusal/refusal'
import { slugCandidate, slugOf } from '../code'
import type { PackageEdit, PackageInput } from '../schema'
import { changeTerms, insertVersion, scheduled, setCancelled } from './change-terms'
import {
  auditValues,
  checkCode,
  checkName,
  connexcsIdOf,
  isAssigned,
  type LockedPackage,
  lockPackage,
  providerCurrency,
} from './checks'

export type SavedPackage = { id: number; code: string; name: string }

/**
 * A new package with version 1 of its terms, in force from 1970-01-01 so that a back-dated assignment has terms.
 * Without a code it gets the slug of its name, made unique. Refuses a name or code that is taken.
 */
export async function createPackage(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: PackageInput,
): Promise<SavedPackage> {
  return db.transaction(async tx => {
    requireAdmin(actor)
    await checkName(tx, input.name, 0)
    if (input.code !== null) await checkCode(tx, input.code, 0)
    const connexcsPackageId = await connexcsIdOf(tx, input.connexcsPackage)
    const currency = input.currency ?? (await providerCurrency(tx))
    const { name, description, noticeDays } = input
    const values = { name, description, currency, connexcsPackageId, noticeDays }
    const saved = await insertWithCode(tx, values, input.code)
    await insertVersion(
      { db: tx, actor },
      {
        ...{ packageId: saved.id, number: 1, effectiveOn: firstDate, appliesTo: 'all' },
        ...{ terms: input.terms, typedOn: today },
      },
    )
    await writeAudit(
      { db: tx, actor },
      {
        action: 'package.created',
        entity: 'package',
        entityId: saved.id,
        label: saved.name,
        after: auditValues({ ...input, currency, code: saved.code }, 1),
      },
    )
    return saved
  })
}

type PackageValues = Omit<typeof packages.$inferInsert, 'code'>

async function insertWithCode(tx: Db, values: PackageValues, code: string | null): Promise<SavedPackage> {
  const returned = { id: packages.id, code: packages.code, name: packages.name }
  if (code !== null) {
    const [row] = await tx
      .insert(packages)
      .values({ ...values, code })
      .returning(returned)
    if (row) return row
  }
  const slug = slugOf(values.name)
  // Another transaction may take a candidate at the same moment: the database decides, and the next one is tried.
  for (let n = 1; n <= 10_000; n += 1) {
    const [row] = await tx
      .insert(packages)
      .values({ ...values, code: slugCandidate(slug, n) })
      .onConflictDoNothing({ target: packages.code })
      .returning(returned)
    if (row) return row
  }
  throw Refusal.field('code', 'Enter a code: 10,000 packages already have one made from this name.')
}

export type UpdatedPackage = SavedPackage & {
  /** The new version, or null where only what is no term changed: name, description, code, ConnexCS Package, notice days. */
  version: { number: number; effectiveOn: CalendarDate; appliesTo: VersionScope } | null
}

/**
 * Saves an edited package. Changed commercial terms make a new version from `effectiveOn` (today where empty, never the
 * past; a version that is scheduled later still takes over on its day); name, description, code, ConnexCS Package and notice
 * days make none.
 * Refuses a stale `revision` with a sentence that says what the other editor changed, and another currency once assigned.
 */
export async function updatePackage(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: PackageEdit,
): Promise<UpdatedPackage> {
  return db.transaction(async tx => {
    requireAdmin(actor)
    const was = await lockPackage(tx, input.id, today, input.revision)
    const code = input.code ?? was.code
    const currency = input.currency ?? was.currency
    if (was.archivedAt === null) await checkName(tx, input.name, was.id)
    await checkCode(tx, code, was.id)
    if (currency !== was.currency && (await isAssigned(tx, was.id)))
      throw Refusal.field(
        'currency',
        `Choose ${was.currency}: the package is assigned, so its currency stays. Duplicate it into ${currency} instead.`,
      )
    const connexcsPackageId = await connexcsIdOf(tx, input.connexcsPackage)
    const changed = await changeTerms({ db: tx, actor, today }, was, input)
    const revision = was.revision + 1
    const version = changed && {
      number: changed.number,
      effectiveOn: changed.effectiveOn,
      appliesTo: changed.appliesTo,
    }
    await tx
      .update(packages)
      .set({
        name: input.name,
        code,
        description: input.description,
        currency,
        connexcsPackageId,
        noticeDays: input.noticeDays,
        revision,
        updatedAt: sql`now()`,
      })
      .where(eq(packages.id, was.id))
    await writeAudit(
      { db: tx, actor },
      {
        action: 'package.updated',
        entity: 'package',
        entityId: was.id,
        label: input.name,
        before: auditValues({ ...was, terms: changed?.before ?? was.terms }, was.revision),
        after: {
          ...auditValues({ ...input, code, currency, terms: changed ? input.terms : was.terms }, revision),
          ...(version && { ...version, version: version.number, number: undefined }),
        },
      },
    )
    return { id: was.id, code, name: input.name, version }
  })
}

/** Calls off a version that is not in force yet. Refuses one that is: its periods are priced by it. */
export async function cancelVersion(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: { packageId: number; versionId: number },
): Promise<SavedPackage> {
  return db.transaction(async tx => {
    requireAdmin(actor)
    const was = await lockPackage(tx, input.packageId, today)
    const version = scheduled(was, input.versionId, today)
    await setCancelled(tx, version)
    await countSave(tx, was)
    await writeAudit(
      { db: tx, actor },
      {
        action: 'package.version_cancelled',
        entity: 'package',
        entityId: was.id,
        label: was.name,
        before: { version: version.number, effectiveOn: version.effectiveOn, revision: was.revision },
        after: { version: null, effectiveOn: null, revision: was.revision + 1 },
      },
    )
    return { id: was.id, code: was.code, name: was.name }
  })
}

/** Archives a package: it cannot be newly assigned, and goes on charging whoever has it. Frees its name. */
export async function archivePackage(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: { id: number; revision: number },
): Promise<SavedPackage> {
  return setArchived({ db, actor, today }, input, true)
}

/** Takes a package out of the archive. Refuses where another package has its name by now. */
export async function unarchivePackage(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: { id: number; revision: number },
): Promise<SavedPackage> {
  return setArchived({ db, actor, today }, input, false)
}

async function setArchived(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: { id: number; revision: number },
  archived: boolean,
): Promise<SavedPackage> {
  return db.transaction(async tx => {
    requireAdmin(actor)
    const was = await lockPackage(tx, input.id, today, input.revision)
    const saved = { id: was.id, code: was.code, name: was.name }
    if ((was.archivedAt !== null) === archived) return saved
    if (!archived) await checkName(tx, was.name, was.id)
    await countSave(tx, was, { archivedAt: archived ? sql`now()` : null })
    await writeAudit(
      { db: tx, actor },
      {
        action: archived ? 'package.archived' : 'package.unarchived',
        entity: 'package',
        entityId: was.id,
        label: was.name,
        before: { archived: !archived, revision: was.revision },
        after: { archived, revision: was.revision + 1 },
      },
    )
    return saved
  })
}

async function countSave(
  tx: Db,
  was: LockedPackage,
  more: { archivedAt?: ReturnType<typeof sql> | null } = {},
) {
  await tx
    .update(packages)
    .set({ ...more, revision: was.revision + 1, updatedAt: sql`now()` })
    .where(and(eq(packages.id, was.id), eq(packages.revision, was.revision)))
}
