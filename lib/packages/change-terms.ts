/** Versions of the terms: written, scheduled, called off. Inside the transaction of the package's own mutation. */
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { packageVersions } from '@/db/schema/packages'
import type { Actor } from '../actor'
import type { Terms, VersionScope } from '../billing/terms'
import { dayText } from '../billing/words'
import { type CalendarDate, toDay } from '../calendar-date'
import { Refusal } from '../refusal'
import { sameTerms } from './changes'
import type { LockedPackage } from './checks'
import { awaitRuns, lookAgain } from './due'
import type { PackageEdit } from './schema'
import type { VersionRow } from './versions'

type NewVersion = {
  packageId: number
  number: number
  effectiveOn: CalendarDate
  appliesTo: VersionScope
  terms: Terms
  typedOn: CalendarDate
}

/** Writes one version; answers its id. */
export async function insertVersion(
  tx: Db,
  actor: Actor,
  { terms, ...version }: NewVersion,
): Promise<number> {
  const [row] = await tx
    .insert(packageVersions)
    .values({
      ...terms,
      match: [...terms.match],
      destination: [...terms.destination],
      ...version,
      createdBy: actor.id,
    })
    .returning({ id: packageVersions.id })
  if (!row) throw new Error('the database did not return the new version')
  return row.id
}

/** Writes the new version where the terms differ from those they follow; answers null where they do not. */
export async function changeTerms(
  tx: Db,
  actor: Actor,
  was: LockedPackage,
  input: Pick<PackageEdit, 'terms' | 'effectiveOn' | 'appliesTo' | 'replacesVersion'>,
  today: CalendarDate,
) {
  const replaced = input.replacesVersion === null ? null : scheduled(was, input.replacesVersion, today)
  const before = replaced ?? was.terms
  const effectiveOn = input.effectiveOn ?? replaced?.effectiveOn ?? today
  const isMoved =
    replaced !== null && (replaced.effectiveOn !== effectiveOn || replaced.appliesTo !== input.appliesTo)
  if (sameTerms(before, input.terms) && !isMoved) return null
  if (effectiveOn < today)
    throw Refusal.field(
      'effectiveOn',
      `Choose today, ${dayText(toDay(today))}, or a later date: the past keeps its price.`,
    )
  const later = was.versions.findLast(v => v.effectiveOn > effectiveOn && v.id !== replaced?.id)
  if (later)
    throw Refusal.field(
      'effectiveOn',
      `Choose ${dayText(toDay(later.effectiveOn))} or a later date: version ${later.number} is already scheduled for that day. Or cancel it first.`,
    )
  // Its place among all changes is taken behind the runs that plan now: they cannot have known it.
  await awaitRuns(tx)
  if (replaced) await setCancelled(tx, replaced)
  const number = was.lastNumber + 1
  const { appliesTo, terms } = input
  await insertVersion(tx, actor, {
    ...{ packageId: was.id, number, effectiveOn, appliesTo, terms, typedOn: today },
  })
  await lookAgain(tx, was.id, effectiveOn, appliesTo)
  return { number, effectiveOn, appliesTo, before }
}

/** The version, where it is still only scheduled; refuses one that is in force or gone. */
export function scheduled(was: LockedPackage, versionId: number, today: CalendarDate): VersionRow {
  const version = was.versions.find(v => v.id === versionId)
  if (!version)
    throw new Refusal('This version was cancelled by somebody else. What you typed is still here.')
  if (version.effectiveOn <= today)
    throw new Refusal(
      `Version ${version.number} is in force since ${dayText(toDay(version.effectiveOn))} and stays. Change the terms from a later date instead.`,
    )
  return version
}

/** Calls a scheduled version off; runs look again from the day on which it would have counted. */
export async function setCancelled(tx: Db, version: VersionRow): Promise<void> {
  await awaitRuns(tx)
  await tx
    .update(packageVersions)
    .set({ cancelledAt: sql`now()`, cancelledNumber: sql`nextval('change_numbers')` })
    .where(eq(packageVersions.id, version.id))
  await lookAgain(tx, version.packageId, version.effectiveOn, version.appliesTo)
}
