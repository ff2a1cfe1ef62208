/** Versions of the terms: written, scheduled, called off. Inside the transaction of the package's own mutation. */

import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { packageVersions } from '@/db/schema/packages'
import type { Within } from '@/lib/access/context'
import type { Terms, VersionScope } from '@/lib/billing/terms'
import { type CalendarDate, toDay } from '@/lib/calendar-date'
import { dayText } from '@/lib/date-text'
import { awaitRuns, lookAgain } from '@/lib/planning/pointers'
import type { VersionRow } from '@/lib/planning/terms'
import { Refusal } from '@/lib/refusal/refusal'
import { sameTerms } from '../changes'
import type { PackageEdit } from '../schema'
import type { LockedPackage } from './checks'

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
  { db: tx, actor }: Within<'actor'>,
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

/** Writes the new version if the terms differ from those they follow; answers null if they do not. */
export async function changeTerms(
  { db: tx, actor, today }: Within<'actor' | 'today'>,
  was: LockedPackage,
  input: Pick<PackageEdit, 'terms' | 'effectiveOn' | 'appliesTo' | 'replacesVersion'>,
) {
  const replaced = input.replacesVersion === null ? null : scheduled(was, input.replacesVersion, today)
  const before = replaced ?? was.terms
  const effectiveOn = input.effectiveOn ?? replaced?.effectiveOn ?? today
  const isMoved =
    replaced !== null && (replaced.effectiveOn !== effectiveOn || replaced.appliesTo !== input.appliesTo)
  if (!isMoved && isInForce(was, input, { effectiveOn, replaced, today })) return null
  if (effectiveOn < today)
    throw Refusal.field(
      'effectiveOn',
      `Choose today, ${dayText(toDay(today))}, or a later date: the past keeps its price.`,
    )
  // Its place among all changes is taken behind the runs that plan now: they cannot have known it.
  await awaitRuns(tx)
  if (replaced) await setCancelled(tx, replaced)
  const number = was.lastNumber + 1
  const { appliesTo, terms } = input
  await insertVersion(
    { db: tx, actor },
    {
      ...{ packageId: was.id, number, effectiveOn, appliesTo, terms, typedOn: today },
    },
  )
  await lookAgain(tx, was.id, effectiveOn, appliesTo)
  return { number, effectiveOn, appliesTo, before }
}

/** True if these terms are in force on the date already for whomever the change is for: nothing would change. */
function isInForce(
  was: LockedPackage,
  { terms, appliesTo }: Pick<PackageEdit, 'terms' | 'appliesTo'>,
  {
    effectiveOn,
    replaced,
    today,
  }: { effectiveOn: CalendarDate; replaced: VersionRow | null; today: CalendarDate },
): boolean {
  if (replaced) return sameTerms(replaced, terms)
  const at = was.versions.findLast(version => version.effectiveOn <= effectiveOn)
  // A form that changes something else says the terms of today, from today: those of the next assignment, whomever they are for.
  if (at === undefined || effectiveOn === today) return sameTerms(was.terms, terms)
  return sameTerms(at, terms) && (at.appliesTo === 'all' || appliesTo === 'new')
}

/** The version, if it is still only scheduled; refuses one that is in force or gone. */
export function scheduled(was: LockedPackage, versionId: number, today: CalendarDate): VersionRow {
  const version = was.versions.find(v => v.id === versionId)
  if (!version) throw new Refusal('Another user cancelled this version. What you typed is still here.')
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
