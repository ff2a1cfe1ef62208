/** What the ledger already holds of some assignments: live charges, settlements, and the periods that hold terms as they were. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array } from '@/db/unnest'
import type { PostedPeriod } from '@/lib/billing/line'
import { type Charged, chargeKey } from '@/lib/billing/plan'
import type { HeldPeriod } from '@/lib/billing/segment'
import type { Day } from '@/lib/calendar-date'
import { beginning, type ChargeRow, holdsTerms, loadCharges, loadParts, loadWaivedParts } from './ledger-rows'
import type { RunAssignment } from './load'

export type LedgerFacts = {
  assignments: RunAssignment[]
  /** The charged periods of these assignments, by `chargeKey`. */
  charged: Map<string, Charged>
}

/**
 * Asks the ledger about the assignments for which something may be there: an undo, a hold, an edit, changed terms. `all` asks about
 * every one, and for all that there is. Waivers must be loaded before: a waived period holds its terms like a charged one.
 */
export async function withLedger(
  db: Db,
  assignments: readonly RunAssignment[],
  all = false,
): Promise<LedgerFacts> {
  const counted = await loadCounted(db, assignments)
  const known = assignments.map(a => {
    const own = counted.get(a.rootId)
    return own ? { ...a, counted: own } : a
  })
  const asked = known.filter(
    a => all || a.ledgerFrom !== null || (a.lookedThrough !== null && a.lookedThrough >= a.dueFrom),
  )
  const charged = new Map<string, Charged>()
  if (asked.length === 0) return { assignments: known, charged }
  const from = new Map(asked.map(a => [a.id, all ? beginning : askedFrom(a)]))
  const parts = await loadParts(db, asked)
  const rows = groupBy(await loadCharges(db, asked, parts, from), row => row.rootId)
  const elsewhere = await loadWaivedParts(db, parts)
  const answered = new Map(
    asked.map(a => {
      const heldFrom = from.get(a.id) ?? beginning
      const held = elsewhere.get(a.rootId) ?? heldByWaivers(a)
      return [a.id, { ...answer(a, rows.get(a.rootId) ?? [], held, charged), heldFrom }]
    }),
  )
  return { assignments: known.map(a => answered.get(a.id) ?? a), charged }
}

/** The charged periods of assignments, whatever runs know of them; see `withLedger`. */
export async function loadCharged(
  db: Db,
  assignments: readonly RunAssignment[],
): Promise<Map<string, Charged>> {
  return (await withLedger(db, assignments, true)).charged
}

function groupBy<T, K>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}

/** Changes that a run found to count, by the first part of their number. Most assignments have only one version and no change. */
async function loadCounted(
  db: Db,
  assignments: readonly RunAssignment[],
): Promise<Map<number, Map<number, Day>>> {
  const changed = assignments.filter(a => a.versions.length > 1 || a.quantityChanges.length > 0)
  const found = new Map<number, Map<number, Day>>()
  if (changed.length === 0) return found
  const rows = await rowsOf<{ rootId: number; changeNumber: number; countsFrom: Day }>(
    db,
    sql`select assignment_id::float8 as "rootId", change_number::float8 as "changeNumber",
      (counts_from_on - date '1970-01-01') as "countsFrom"
      from assignment_boundaries where assignment_id = any(${array(
        'bigint',
        changed.map(a => a.rootId),
      )})`,
  )
  for (const { rootId, changeNumber, countsFrom } of rows) {
    const own = found.get(rootId) ?? new Map<number, Day>()
    found.set(rootId, own.set(changeNumber, countsFrom))
  }
  return found
}

/** From which billing date on charges decide where its changes count: its own mark, and the dates of changes that are not settled. */
function askedFrom(assignment: RunAssignment): Day {
  const mark = assignment.ledgerFrom ?? assignment.dueFrom
  let from = mark
  const consider = (number: number, effectiveOn: Day) => {
    const counted = assignment.counted?.get(number)
    if (counted === undefined || counted >= mark) from = Math.min(from, effectiveOn)
  }
  for (const version of assignment.versions) {
    if (version.effectiveOn === 0) continue
    consider(version.changeNumber, version.effectiveOn)
    if (version.cancelledNumber !== null) consider(version.cancelledNumber, version.effectiveOn)
  }
  for (const change of assignment.quantityChanges) consider(change.number, change.effectiveOn)
  return Math.max(beginning, from)
}

function heldByWaivers({ waived }: RunAssignment): HeldPeriod[] {
  return [...(waived?.values() ?? [])]
    .filter(waiver => holdsTerms.has(waiver.kind))
    .map(({ periodFrom, changeNumber }) => ({ opensOn: periodFrom, before: periodFrom + 1, changeNumber }))
}

/** The assignment with what the ledger has of it; its charged periods go into `charged`. */
function answer(
  assignment: RunAssignment,
  rows: readonly ChargeRow[],
  waived: readonly HeldPeriod[],
  charged: Map<string, Charged>,
): RunAssignment {
  const held: HeldPeriod[] = [...waived]
  const own: ChargeRow[] = []
  for (const row of rows) {
    if (!row.isReversed && row.settlement === 0 && holdsTerms.has(row.kind)) {
      held.push({ opensOn: row.opensOn, before: row.periodTo, changeNumber: row.changeNumber })
    }
    if (row.assignmentId === assignment.id) own.push(row)
  }
  for (const row of own) {
    const key = chargeKey(row.assignmentId, row.kind, row.opensOn, row.settlement)
    const found = charged.get(key) ?? { runId: null, attempts: 0 }
    found.attempts += 1
    if (!row.isReversed) found.runId = row.runId
    charged.set(key, found)
  }
  return { ...assignment, held, posted: postedOf(own), asksLedger: true }
}

/** The live recurring periods, each with its settlements, in the order of their days. */
function postedOf(rows: readonly ChargeRow[]): PostedPeriod[] {
  const periods: PostedPeriod[] = []
  const recurring = rows.filter(row => row.settlement > 0 || row.kind === 'recurring')
  for (const [opensOn, lines] of groupBy(recurring, row => row.opensOn)) {
    const charge = lines.find(row => row.settlement === 0 && !row.isReversed)
    if (!charge) continue
    const live = lines.filter(row => row.settlement > 0 && !row.isReversed)
    const { periodTo, versionId, quantity, unitRetailMicro, unitCostMicro, customerId, isDebited } = charge
    periods.push({
      ...{ opensOn, periodTo, versionId, quantity, unitRetailMicro, unitCostMicro, customerId, isDebited },
      lines: [charge, ...live].map(({ settlement, retail, cost, changeNumber }) => ({
        ...{ settlement, changeNumber, retailMinor: BigInt(retail), costMinor: BigInt(cost) },
      })),
      nextSettlement: 1 + lines.reduce((highest, row) => Math.max(highest, row.settlement), 0),
    })
  }
  return periods.sort((a, b) => a.opensOn - b.opensOn)
}
