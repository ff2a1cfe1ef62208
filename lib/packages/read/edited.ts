/** A package as its edit form opens it: admins only. */

import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { VersionScope } from '@/lib/billing/terms'
import type { CalendarDate } from '@/lib/calendar-date'
import { termsVersionsOf } from '@/lib/planning/terms'
import type { PackageFields } from '../fields'
import { fieldsOf } from '../form-values'
import { getPackage, type PackageVersion } from './packages'

export type EditedPackage = {
  id: number
  name: string
  revision: number
  fields: PackageFields
  openAssignments: number
  hasAssignments: boolean
  /** Versions that are not in force yet, the next one first. */
  scheduled: { id: number; number: number; effectiveOn: CalendarDate; appliesTo: VersionScope }[]
}

/** In the order in which they take over: by date, and from one day by typing. */
export function inTakingOver(
  a: Pick<PackageVersion, 'effectiveOn' | 'number'>,
  b: Pick<PackageVersion, 'effectiveOn' | 'number'>,
): number {
  if (a.effectiveOn === b.effectiveOn) return a.number - b.number
  return a.effectiveOn < b.effectiveOn ? -1 : 1
}

/** Versions that take over after `today`, the next one first; cancelled ones left out. */
export function scheduledOf(versions: readonly PackageVersion[], today: CalendarDate): PackageVersion[] {
  return versions.filter(v => v.cancelledAt === null && v.effectiveOn > today).sort(inTakingOver)
}

/** The fields of one version, of the one in force unless told; null where the package or the version is gone. */
export async function getEditedPackage(
  { db, actor, today }: Within<'actor' | 'today'>,
  id: number,
  versionId?: number,
): Promise<EditedPackage | null> {
  requireAdmin(actor)
  const found = await getPackage({ db, actor, today }, id)
  const versions = (await termsVersionsOf(db, [id])).get(id)
  const version = versions?.find(v => v.id === (versionId ?? found?.current.id))
  if (!found || !version) return null
  return {
    id,
    name: found.name,
    revision: found.revision,
    fields: fieldsOf({ ...found, terms: version.terms }),
    openAssignments: found.openAssignments,
    hasAssignments: found.hasAssignments,
    scheduled: scheduledOf(found.versions, today).map(v => ({
      id: v.id,
      number: v.number,
      effectiveOn: v.effectiveOn,
      appliesTo: v.appliesTo,
    })),
  }
}
