/**
 * Which terms and quantity an assignment has from when. A change takes effect on the first boundary of the running period
 * on or after its date, so that a version prices whole periods. Rules: docs/billing.md, "Versions".
 */
import type { Day } from '../calendar-date'
import { type Rule, ruleNext, ruleOf } from './schedule'
import type { TermsVersion } from './terms'

export type QuantityChange = { effectiveOn: Day; quantity: number }

/** `[from, before)` under one version and quantity; `before` is null for the last one. */
export type Segment = {
  from: Day
  before: Day | null
  version: TermsVersion
  quantity: number
  rule: Rule
}

export type Lifetime = {
  startOn: Day
  quantity: number
  quantityChanges: readonly QuantityChange[]
  /** Every version of the package, in order of their numbers; the first is in force from day 0. */
  versions: readonly TermsVersion[]
}

/** The version that an assignment starting on `startOn` begins with. Throws a RangeError where none is in force. */
export function startingVersion(versions: readonly TermsVersion[], startOn: Day): TermsVersion {
  let found: TermsVersion | null = null
  for (const version of versions) {
    if (version.effectiveOn > startOn) continue
    if (found === null || version.effectiveOn >= found.effectiveOn) found = version
  }
  if (found === null) throw new RangeError('the package has no terms in force on the start date')
  return found
}

type Change = { effectiveOn: Day; version?: TermsVersion; quantity?: number }

function changesAfter(life: Lifetime, first: TermsVersion): Change[] {
  const changes: Change[] = life.versions
    .filter(v => v.appliesTo === 'all' && v.effectiveOn > life.startOn && v.number > first.number)
    .map(version => ({ effectiveOn: version.effectiveOn, version }))
  for (const { effectiveOn, quantity } of life.quantityChanges) changes.push({ effectiveOn, quantity })
  return changes.sort(
    (a, b) => a.effectiveOn - b.effectiveOn || (a.version?.number ?? 0) - (b.version?.number ?? 0),
  )
}

/** The segments of an assignment in order; they tile its life from the start on, also past its end. */
export function segmentsOf(life: Lifetime): Segment[] {
  let version = startingVersion(life.versions, life.startOn)
  let quantity = life.quantity
  const rule = ruleOf(version.terms, life.startOn)
  if (life.versions.length === 1 && life.quantityChanges.length === 0) {
    return [{ from: life.startOn, before: null, version, quantity, rule }]
  }
  const changes = changesAfter(life, version)
  const segments: Segment[] = []
  let current: Segment = { from: life.startOn, before: null, version, quantity, rule }
  let i = 0
  while (i < changes.length) {
    const change = changes[i]
    if (change === undefined) break
    // A change up to the segment's own first day belongs to it; a later one waits for the next boundary.
    const boundary =
      change.effectiveOn <= current.from ? current.from : ruleNext(current.rule, change.effectiveOn)
    if (boundary === null) break
    while (i < changes.length) {
      const next = changes[i]
      if (next === undefined || next.effectiveOn > boundary) break
      version = next.version ?? version
      quantity = next.quantity ?? quantity
      i += 1
    }
    if (boundary > current.from) segments.push({ ...current, before: boundary })
    current = { from: boundary, before: null, version, quantity, rule: ruleOf(version.terms, life.startOn) }
  }
  segments.push(current)
  return segments
}
