/** From which day each version of a package counts for the assignments that are there, after what is charged already. */

import { sql } from 'drizzle-orm'
import { customers } from '@/db/schema/customers'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { TermsVersion } from '@/lib/billing/terms'
import { type CalendarDate, type Day, formatDay, toDay } from '@/lib/calendar-date'
import { everyVersionOf } from '@/lib/planning/terms'
import { type Group, isOwnDay, layoutOfGroup, mayFollow } from '../impact'
import { cancelledNumbers, heldFrom, loadGroups } from './impact-groups'

/** `never`: not for one assignment that is there, and not for one to come. */
export type VersionCounting = {
  /** The first and the last day on which an assignment that began before comes under it; null if none does. */
  firstOn: CalendarDate | null
  lastOn: CalendarDate | null
  /** True if a later change decides for some that would have followed. */
  isOverruled: boolean
  never: boolean
}

/** Of two versions from one day the one that was typed last decides, also for assignments that begin then. */
function isReplaced(version: TermsVersion, versions: readonly TermsVersion[]): boolean {
  return versions.some(
    other =>
      other.cancelledNumber === null &&
      other.effectiveOn === version.effectiveOn &&
      other.changeNumber > version.changeNumber,
  )
}

type Found = { days: Day[]; isOverruled: boolean; isBegun: boolean }

function addGroup(found: ReadonlyMap<TermsVersion, Found>, group: Group, versions: readonly TermsVersion[]) {
  const { counted, decides } = layoutOfGroup(group, versions)
  for (const [version, of] of found) {
    const { appliesTo, effectiveOn, changeNumber } = version
    if (!mayFollow(appliesTo, effectiveOn, group.startOn)) continue
    const [reached, on] = [counted.get(changeNumber), decides.get(changeNumber)]
    if (reached === undefined || !isOwnDay(group, Math.max(reached, group.billsFrom ?? reached))) continue
    // One that begins under it, or under a later one, follows no change.
    if (on === group.startOn) of.isBegun = true
    else if (on === undefined) of.isOverruled ||= reached > group.startOn
    else if (isOwnDay(group, on)) of.days.push(Math.max(on, group.billsFrom ?? on))
  }
}

/**
 * The versions that are in force or still to come, by id; an account manager is told of the customers that are theirs. Empty where
 * the first terms are the only ones: nothing is asked of the database then.
 */
export async function versionsCounting(
  { db, actor, today }: Within<'actor' | 'today'>,
  { id, current }: { id: number; current: { id: number } },
): Promise<Map<number, VersionCounting>> {
  const known = await everyVersionOf(db, [id])
  const versions = known.get(id) ?? []
  const asked = versions.filter(
    v =>
      v.cancelledNumber === null &&
      v.effectiveOn > 0 &&
      (v.id === current.id || v.effectiveOn >= toDay(today)),
  )
  if (asked.length === 0) return new Map()
  const groups = await loadGroups(db, {
    ...{ packageIds: [id], livesOn: today, appliesTo: 'all', today },
    heldFrom: heldFrom(today, known.values(), today),
    cancelled: cancelledNumbers(known.values()),
    payers: isAdmin(actor)
      ? undefined
      : sql`a.payer_id in (select c.id from ${customers} c where c.account_manager_id = ${actor.id})`,
  })
  const found = new Map(
    asked.map((v): [TermsVersion, Found] => [v, { days: [], isOverruled: false, isBegun: false }]),
  )
  for (const group of groups) addGroup(found, group, versions)
  return new Map(
    [...found].map(([version, { days, isOverruled, isBegun }]) => {
      const never = days.length === 0 && !isBegun && isReplaced(version, versions)
      const dayOf = (pick: (a: Day, b: Day) => Day) =>
        days.length === 0 ? null : formatDay(days.reduce((a, b) => pick(a, b)))
      return [version.id, { firstOn: dayOf(Math.min), lastOn: dayOf(Math.max), isOverruled, never }]
    }),
  )
}
