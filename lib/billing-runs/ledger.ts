/** What the ledger already holds of some assignments: live charges, settlements, and the periods that hold terms as they were. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array, dateOf, unnest } from '@/db/unnest'
import type { PostedPeriod } from '../billing/line'
import { type Charged, chargeKey } from '../billing/plan'
import type { HeldPeriod } from '../billing/segment'
import type { Day } from '../calendar-date'
import type { RunAssignment } from './load'

export type LedgerFacts = {
  assignments: RunAssignment[]
  /** The charged periods of these assignments, by `chargeKey`. */
  charged: Map<string, Charged>
}

type ChargeRow = {
  assignmentId: number
  rootId: number
  customerId: number
  runId: number
  versionId: number
  changeNumber: number
  kind: string
  billingOn: Day
  opensOn: Day
  settlement: number
  periodTo: Day
  quantity: number
  unitRetailMicro: number
  unitCostMicro: number
  retail: string
  cost: string
  isDebited: boolean
  isReversed: boolean
}

/** From the beginning: whoever asks for all of the ledger gets it. */
const beginning = 0

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
  const asked = known.filter(a => all || a.ledgerFrom !== null)
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

const days = (column: string) => sql.raw(`(${column} - date '1970-01-01')`)

/** Customer by customer through the index of their charges; of a moved number the charges of every part of it. */
async function loadCharges(
  db: Db,
  asked: readonly RunAssignment[],
  parts: readonly Part[],
  from: ReadonlyMap<number, Day>,
): Promise<ChargeRow[]> {
  const payers = new Map<number, Day>()
  const firstOf = new Map<number, Day>()
  for (const assignment of asked) {
    const first = from.get(assignment.id) ?? beginning
    firstOf.set(assignment.rootId, Math.min(first, firstOf.get(assignment.rootId) ?? first))
    const paid = parts.filter(part => part.rootId === assignment.rootId).map(part => part.payerId)
    for (const payer of [assignment.payerId, ...assignment.payersBefore, ...paid])
      payers.set(payer, Math.min(first, payers.get(payer) ?? first))
  }
  const rootOf = new Map(
    [...parts, ...asked.map(a => ({ id: a.id, rootId: a.rootId }))].map(part => [part.id, part.rootId]),
  )
  const ids = [...rootOf.keys()]
  return rowsOf<ChargeRow>(
    db,
    sql`with part as materialized (select * from ${unnest(
      ['bigint', ids],
      ['bigint', ids.map(id => rootOf.get(id) ?? id)],
      ['int', ids.map(id => firstOf.get(rootOf.get(id) ?? id) ?? beginning)],
    )} as p(id, root_id, first))
      select c.assignment_id::float8 as "assignmentId", part.root_id::float8 as "rootId", c.customer_id::float8 as "customerId",
        c.run_id::float8 as "runId", c.version_id::float8 as "versionId", c.change_number::float8 as "changeNumber", c.kind,
        ${days('c.billing_on')} as "billingOn", ${days('c.opens_on')} as "opensOn", c.settlement, ${days('c.period_to')} as "periodTo",
        c.quantity, c.unit_retail_micro::float8 as "unitRetailMicro", c.unit_cost_micro::float8 as "unitCostMicro",
        c.retail_minor::text as retail, c.cost_minor::text as cost, c.is_debited as "isDebited", r.id is not null as "isReversed"
      from ${unnest(['bigint', [...payers.keys()]], ['int', [...payers.values()]])} as w(payer, first)
      join charges c on c.customer_id = w.payer and c.billing_on >= ${dateOf(sql`w.first`)} and c.kind <> 'reversal'
      join part on part.id = c.assignment_id and c.billing_on >= ${dateOf(sql`part.first`)}
      left join charges r on r.reverses_id = c.id
      order by c.id`,
  )
}

type Part = { id: number; rootId: number; payerId: number }

/** Every part of the numbers that were moved, with who pays for it. */
async function loadParts(db: Db, asked: readonly RunAssignment[]): Promise<Part[]> {
  const roots = [...new Set(asked.filter(a => a.isMoved).map(a => a.rootId))]
  if (roots.length === 0) return []
  return rowsOf(
    db,
    sql`select id::float8 as id, root_id::float8 as "rootId", payer_id::float8 as "payerId"
      from assignments where root_id = any(${array('bigint', roots)})`,
  )
}

/** The waived periods of every part of the numbers that were moved, by the first part. */
async function loadWaivedParts(db: Db, parts: readonly Part[]): Promise<Map<number, HeldPeriod[]>> {
  if (parts.length === 0) return new Map()
  const rows = await rowsOf<{ assignmentId: number; kind: string; opensOn: Day; changeNumber: number }>(
    db,
    sql`select assignment_id::float8 as "assignmentId", kind, ${days('period_from')} as "opensOn", change_number::float8 as "changeNumber"
      from charge_waivers where assignment_id = any(${array(
        'bigint',
        parts.map(part => part.id),
      )})`,
  )
  const rootOf = new Map(parts.map(part => [part.id, part.rootId]))
  const found = new Map<number, HeldPeriod[]>(parts.map(part => [part.rootId, []]))
  for (const { assignmentId, kind, opensOn, changeNumber } of rows) {
    if (!holdsTerms.has(kind)) continue
    found.get(rootOf.get(assignmentId) ?? assignmentId)?.push({ opensOn, before: opensOn + 1, changeNumber })
  }
  return found
}

function heldByWaivers({ waived }: RunAssignment): HeldPeriod[] {
  return [...(waived?.values() ?? [])]
    .filter(waiver => holdsTerms.has(waiver.kind))
    .map(({ periodFrom, changeNumber }) => ({ opensOn: periodFrom, before: periodFrom + 1, changeNumber }))
}

const holdsTerms = new Set(['one_time', 'recurring', 'minimum_spend'])

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
