/**
 * SPEC 10: the boundaries of a life, walked from S, and which version and quantity count on each. A change is passed
 * over where that period or a later one was charged (or set aside) without it; where a standing charge was planned
 * under it, its boundary stays.
 */
import type { Day } from '@/lib/calendar-date'
import {
  type AssignedLife,
  always,
  type Change,
  type Counted,
  never,
  type Seq,
  type Stretch,
  type Version,
} from './life'
import { dateAfter, dateBefore, isDate, type Terms } from './rule'

/** What holds boundaries: live charges (setup alone does not) and periods that are waived or marked. */
export function holdsOf(life: AssignedLife): Stretch[] {
  const charged = life.entries.filter(e => e.live && e.settlement === 0 && e.kind !== 'setup')
  const setAside = life.setAside.filter(s => s.kind !== 'setup')
  return [...charged, ...setAside].map(h => h.stretch)
}

/** Every change that this life can follow. "New only" goes by the start date. */
export function changesOf(life: AssignedLife): Change[] {
  const follows = (version: Version) => version.scope === 'all' || life.start >= version.from
  const { versions, cancels } = life.package
  return [
    ...versions
      .filter(follows)
      .map((version): Change => ({ what: 'version', version, seq: version.seq, from: version.from })),
    ...cancels.filter(c => follows(c.version)).map((c): Change => ({ what: 'cancel', ...c })),
    ...life.quantities,
  ]
}

type Reach = { change: Change; fixed: Day | null; passedOver: Day }

function reachOf(change: Change, holds: readonly Stretch[]): Reach {
  const under = holds.flatMap(hold => hold.counted.get(change.seq) ?? [])
  const without = holds.filter(hold => !hold.counted.has(change.seq)).map(hold => hold.from)
  return {
    change,
    fixed: under.length ? Math.min(...under) : null,
    passedOver: without.length ? Math.max(...without) : always,
  }
}

/** True if the change counts on this boundary, or counted on one before. */
function counts({ change, fixed, passedOver }: Reach, boundary: Day): boolean {
  if (change.from > boundary) return false
  if (change.what === 'quantity' && change.notBefore > boundary) return false
  return fixed === null ? boundary > passedOver : boundary >= fixed
}

/** The later *from* decides, then the one typed last. */
function latest<C extends { from: Day; seq: Seq }>(changes: readonly C[]): C | undefined {
  return changes.reduce<C | undefined>(
    (best, c) => (!best || c.from > best.from || (c.from === best.from && c.seq > best.seq) ? c : best),
    undefined,
  )
}

function versionAmong(counting: readonly Change[]): Version {
  const cancelled = counting.flatMap(c => (c.what === 'cancel' ? [c.version] : []))
  const versions = counting.flatMap(c => (c.what === 'version' ? [c.version] : []))
  const version = latest(versions.filter(v => !cancelled.includes(v)))
  if (!version) throw new Error('a package without a version')
  return version
}

function quantityAmong(life: AssignedLife, counting: readonly Change[]): number {
  return latest(counting.flatMap(c => (c.what === 'quantity' ? [c] : [])))?.quantity ?? life.quantity
}

/** The stretches of a life whose first day is not after `until`, whatever its end. */
export function stretchesOf(life: AssignedLife, until: Day): Stretch[] {
  const holds = holdsOf(life)
  const reaches = changesOf(life).map(change => reachOf(change, holds))
  const counted = new Map<Seq, Day>()
  const found: Stretch[] = []
  let recurring: Terms | null = null
  for (let day = life.start; day <= until; ) {
    const counting = reaches.filter(reach => counts(reach, day))
    for (const { change, fixed } of counting)
      if (!counted.has(change.seq)) counted.set(change.seq, fixed ?? day)
    const changes = counting.map(reach => reach.change)
    const version = versionAmong(changes)
    const quantity = quantityAmong(life, changes)
    const stretch = { version, quantity, counted: new Map(counted) as Counted }
    const { terms } = version
    if (terms.frequency === 'none' && !recurring) {
      found.push({ from: day, to: never, shape: 'once', undivided: 1, ...stretch })
      return found
    }
    if (terms.frequency !== 'none') recurring = terms
    found.push(stretchFrom(life, day, { terms, rhythm: recurring ?? terms, stretch }))
    day = found.at(-1)?.to ?? never
  }
  return found
}

/** From one boundary to the next: dates are those of the rhythm, which a stopped package keeps. */
function stretchFrom(
  life: AssignedLife,
  from: Day,
  of: { terms: Terms; rhythm: Terms; stretch: Pick<Stretch, 'version' | 'quantity' | 'counted'> },
): Stretch {
  const to = dateAfter(of.rhythm, life.start, from)
  if (of.terms.frequency === 'none')
    return { from, to, shape: 'stopped', undivided: to - from, ...of.stretch }
  if (isDate(of.rhythm, life.start, from))
    return { from, to, shape: 'full', undivided: to - from, ...of.stretch }
  return { from, to, shape: 'stub', undivided: to - dateBefore(of.rhythm, life.start, to), ...of.stretch }
}
