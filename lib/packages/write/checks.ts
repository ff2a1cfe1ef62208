/** What the database must say before a package is written: inside the mutation's transaction, on fresh rows. */
import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { auditLog } from '@/db/schema/audit'
import { connexcsPackages, packages, packageVersions } from '@/db/schema/packages'
import { settings } from '@/db/schema/settings'
import { pickTerms } from '@/lib/billing/terms'
import type { VersionRow } from '@/lib/planning/terms'
import { Refusal } from '@/lib/refusal/refusal'
import type { PackageFacts } from '../form-values'
import { fileFieldsOf } from '../form-values'

/** Refuses a name that another package, not archived, already has, whatever the case of its letters. */
export async function checkName(tx: Db, name: string, exceptId: number): Promise<void> {
  const [other] = await tx
    .select({ code: packages.code })
    .from(packages)
    .where(
      and(
        sql`lower(${packages.name}) = lower(${name})`,
        isNull(packages.archivedAt),
        ne(packages.id, exceptId),
      ),
    )
  if (other)
    throw Refusal.field('name', `Enter another name: the package ${other.code} is already called “${name}”.`)
}

/** Refuses a code that another package has, archived or not. */
export async function checkCode(tx: Db, code: string, exceptId: number): Promise<void> {
  const [other] = await tx
    .select({ name: packages.name })
    .from(packages)
    .where(and(eq(packages.code, code), ne(packages.id, exceptId)))
  if (other) throw Refusal.field('code', `Enter another code: “${other.name}” already has ${code}.`)
}

/** The id of a ConnexCS Package by its name, whatever the case; null for none. Refuses a name that the catalogue lacks. */
export async function connexcsIdOf(tx: Db, name: string | null): Promise<number | null> {
  if (name === null) return null
  const [row] = await tx
    .select({ id: connexcsPackages.id })
    .from(connexcsPackages)
    .where(sql`lower(${connexcsPackages.name}) = lower(${name})`)
  if (row) return row.id
  const known = await tx.select({ name: connexcsPackages.name }).from(connexcsPackages).limit(20)
  throw Refusal.field(
    'connexcsPackage',
    `Choose a ConnexCS Package of the catalogue: ${known.map(k => k.name).join(', ')}.`,
  )
}

/** The provider's own currency. */
export async function providerCurrency(tx: Db): Promise<string> {
  const [row] = await tx.select({ currency: settings.currency }).from(settings)
  return row?.currency ?? 'USD'
}

/** True if the package has or had an assignment. */
export async function isAssigned(tx: Db, packageId: number): Promise<boolean> {
  const [row] = await tx
    .select({ id: assignments.id })
    .from(assignments)
    .where(eq(assignments.packageId, packageId))
    .limit(1)
  return row !== undefined
}

export type LockedPackage = PackageFacts & {
  id: number
  revision: number
  archivedAt: Date | null
  /** Every version that is not cancelled, in the order in which they take over. */
  versions: VersionRow[]
  lastNumber: number
}

/**
 * The package as it is now, locked until the transaction ends, with the terms in force on `today`.
 * Refuses if it is gone, and if another user saved it after `revision` was read: the sentence names their changes.
 */
export async function lockPackage(
  tx: Db,
  id: number,
  today: string,
  revision?: number,
): Promise<LockedPackage> {
  const [row] = await tx.select().from(packages).where(eq(packages.id, id)).for('update')
  if (!row) throw new Refusal('This package does not exist any more. What you typed is still here.')
  if (revision !== undefined && revision !== row.revision)
    throw Refusal.field('revision', await whatChanged(tx, id, revision))
  const all = await tx
    .select()
    .from(packageVersions)
    .where(eq(packageVersions.packageId, id))
    .orderBy(packageVersions.effectiveOn, packageVersions.number)
  const versions = all.filter(version => version.cancelledAt === null)
  const current = versions.findLast(version => version.effectiveOn <= today)
  if (!current) throw new Error(`package ${id} has no terms in force on ${today}`)
  const [connexcs] =
    row.connexcsPackageId === null
      ? []
      : await tx
          .select({ name: connexcsPackages.name })
          .from(connexcsPackages)
          .where(eq(connexcsPackages.id, row.connexcsPackageId))
  return {
    ...row,
    connexcsPackage: connexcs?.name ?? null,
    terms: pickTerms(current),
    versions,
    lastNumber: Math.max(...all.map(version => version.number)),
  }
}

/** What an audit row keeps of a package: the fields of its file, and which save it was. */
export function auditValues(facts: PackageFacts, revision: number): Record<string, unknown> {
  return { ...fileFieldsOf(facts), revision }
}

const unnamed = new Set(['revision', 'effectiveOn', 'appliesTo', 'version'])

function words(field: string): string {
  return field === 'connexcsPackage'
    ? 'ConnexCS Package'
    : field.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
}

function shownValue(value: unknown): string {
  if (value === '' || value === undefined || value === null) return 'nothing'
  if (value === true) return 'yes'
  if (value === false) return 'no'
  const shown = String(value)
  return shown.length > 60 ? `“${shown.slice(0, 60)}…”` : shown
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

/** The sentence for the second of two editors: who saved since `revision`, and what is different now. */
async function whatChanged(tx: Db, id: number, revision: number): Promise<string> {
  const rows = await tx
    .select({ actor: auditLog.actor, before: auditLog.before, after: auditLog.after })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.entity, 'package'),
        eq(auditLog.entityId, String(id)),
        sql`(${auditLog.after}->>'revision')::int > ${revision}`,
      ),
    )
    .orderBy(auditLog.id)
    .limit(100)
  const before: Record<string, unknown> = {}
  const after: Record<string, unknown> = {}
  for (const row of rows) {
    for (const [field, value] of Object.entries(record(row.before)))
      if (!(field in before)) before[field] = value
    Object.assign(after, record(row.after))
  }
  const changed = Object.keys(after)
    .filter(field => !unnamed.has(field) && JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map(field => `${words(field)} from ${shownValue(before[field])} to ${shownValue(after[field])}`)
  const who = [...new Set(rows.map(row => row.actor))].join(' and ') || 'Another user'
  const what = changed.length > 0 ? `changed ${changed.join(', ')}` : 'saved this package'
  return `While you were typing, ${who} ${what}. Nothing of yours is lost: keep yours to save it over theirs, or take theirs.`
}
