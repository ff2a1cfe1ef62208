/** From which day each change of an assignment counts, as the runs lay it out. Pure. Rules: docs/billing.md, "Versions". */
import { type Layout, layoutOf } from '@/lib/billing/segment'
import { type CalendarDate, type Day, formatDay } from '@/lib/calendar-date'
import type { RunAssignment } from '@/lib/planning/load'

/** Why a change never counts: a later one decides, the assignment ends before, it is charged once, or its number went on. */
export type NeverCounts = 'overruled' | 'ends' | 'one_time' | 'moved'

/** `countsOn` is the first day of the first period that it decides; null if there is none, and then `never` says why. */
export type Counting =
  | { countsOn: CalendarDate; never: null; isHeldOff: boolean }
  | { countsOn: null; never: NeverCounts; isHeldOff: false }

type Facts = Pick<RunAssignment, 'endBefore' | 'billsBefore' | 'startOn' | 'quantity' | 'quantityChanges'> &
  Pick<RunAssignment, 'versions' | 'held' | 'heldFrom' | 'counted'>

function whyNever({ endBefore, billsBefore }: Facts, reached: Day | undefined, decides: Day | undefined) {
  if (reached === undefined) return 'one_time'
  if (endBefore !== null && reached >= endBefore) return 'ends'
  if (decides === undefined) return 'overruled'
  if (endBefore !== null && decides >= endBefore) return 'overruled'
  return billsBefore !== null && decides >= billsBefore ? 'moved' : null
}

function countingOf(facts: Facts, layout: Layout, free: Layout, number: number): Counting {
  const [reached, decides] = [layout.counted.get(number), layout.decides.get(number)]
  const never = whyNever(facts, reached, decides)
  if (never !== null || reached === undefined || decides === undefined)
    return { countsOn: null, never: never ?? 'one_time', isHeldOff: false }
  const isHeldOff = (free.counted.get(number) ?? reached) < reached
  return { countsOn: formatDay(decides), never: null, isHeldOff }
}

/** Reads where one change counts, by its number among all changes. */
export function countingReader(facts: Facts): (number: number) => Counting {
  const layout = layoutOf(facts)
  const free = facts.held?.length ? layoutOf({ ...facts, held: [] }) : layout
  return number => countingOf(facts, layout, free, number)
}

/** A quantity or a version that is still to come, or that was typed for today or later and never counts. */
export type LaterChange = Counting & { number: number; effectiveOn: CalendarDate }
export type LaterQuantity = LaterChange & { quantity: number }
export type LaterVersion = LaterChange & { version: number }

function isLater({ countsOn, never, effectiveOn }: LaterChange, today: CalendarDate): boolean {
  return countsOn === null ? effectiveOn >= today && never !== 'moved' : countsOn > today
}

function byDay(a: LaterChange, b: LaterChange): number {
  if (a.effectiveOn === b.effectiveOn) return a.number - b.number
  return a.effectiveOn < b.effectiveOn ? -1 : 1
}

/** The quantities and versions of an assignment that count after today, or never, in the order of their dates. */
export function laterChanges(
  facts: Facts,
  today: CalendarDate,
): { quantities: LaterQuantity[]; versions: LaterVersion[] } {
  const read = countingReader(facts)
  const quantities = facts.quantityChanges.map(({ number, effectiveOn, quantity }) => ({
    ...{ number, effectiveOn: formatDay(effectiveOn), quantity, ...read(number) },
  }))
  const versions = facts.versions
    .filter(v => v.cancelledNumber === null && v.effectiveOn > 0)
    .filter(v => v.appliesTo === 'all' || v.effectiveOn <= facts.startOn)
    .map(({ changeNumber, effectiveOn, number }) => ({
      ...{
        number: changeNumber,
        effectiveOn: formatDay(effectiveOn),
        version: number,
        ...read(changeNumber),
      },
    }))
  return {
    quantities: quantities.filter(change => isLater(change, today)).sort(byDay),
    // The one that it begins with is no change.
    versions: versions
      .filter(change => isLater(change, today) && change.countsOn !== formatDay(facts.startOn))
      .sort(byDay),
  }
}
