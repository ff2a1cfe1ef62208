/** The impact of an edit as the form holds it, before it is saved: resolved and refused as saving it would be. */

import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { toDay } from '@/lib/calendar-date'
import { dayText } from '@/lib/date-text'
import { Refusal } from '@/lib/refusal/refusal'
import type { PackageEdit } from '../schema'
import { getImpact, type Impact } from './impact'
import { getPackage } from './packages'

/** Refuses a date that saving would refuse: the past. */
export async function getEditImpact(
  { db, actor, today }: Within<'actor' | 'today'>,
  edit: PackageEdit,
): Promise<Impact> {
  requireAdmin(actor)
  const found = await getPackage({ db, actor, today }, edit.id)
  if (!found) throw new Refusal('This package does not exist any more.')
  const live = found.versions.filter(version => version.cancelledAt === null)
  const replaced = live.find(version => version.id === edit.replacesVersion)
  const effectiveOn = edit.effectiveOn ?? replaced?.effectiveOn ?? today
  if (effectiveOn < today)
    throw Refusal.field('effectiveOn', `choose today, ${dayText(toDay(today))}, or a later date.`)
  const { id: packageId, terms, appliesTo } = edit
  const { currency } = found
  const replacesVersion = replaced?.id ?? null
  const change = { packageId, currency, terms, effectiveOn, appliesTo, replacesVersion }
  return getImpact({ db, actor, today }, change)
}
