/** The net usage that minimum-spend windows count, free minutes taken off. Rules: docs/billing.md, "Minimum spend". */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array, unnest } from '@/db/unnest'
import { linesOf } from '@/lib/billing/charge'
import {
  drawFreeMinutes,
  type MinutesFacts,
  type Pool,
  poolsOf,
  type UsageRow,
} from '@/lib/billing/free-minutes'
import type { SpendIn } from '@/lib/billing/line'
import type { TermsVersion } from '@/lib/billing/terms'
import type { Day } from '@/lib/calendar-date'
import { withLedger } from './ledger'
import { loadAssignments, type RunAssignment } from './load'
import { withWaivers } from './waivers'

type Window = { assignment: RunAssignment; from: Day; before: Day }

type TermsOf = (packageIds: readonly number[]) => Promise<ReadonlyMap<number, readonly TermsVersion[]>>

/** The usage windows that an assignment's candidate lines ask for. */
function windowsOf(assignment: RunAssignment, through: Day): Window[] {
  if (!assignment.versions.some(version => version.terms.minimumSpend)) return []
  const windows: Window[] = []
  const record: SpendIn = (from, before) => {
    windows.push({ assignment, from, before })
    return 0n
  }
  try {
    linesOf(assignment, assignment.dueFrom, through, record)
  } catch {
    return [] // the planner meets the same failure and names it
  }
  return windows
}

const windowKey = (assignmentId: number, from: Day, before: Day) => `${assignmentId}:${from}:${before}`

/**
 * Gives the batch's minimum-spend assignments their spend. Customers without free minutes are summed by the database;
 * the others' usage is read from where the oldest pool that can matter begins, and drawn call by call.
 */
export async function withSpend(
  db: Db,
  assignments: readonly RunAssignment[],
  through: Day,
  termsOf: TermsOf,
): Promise<RunAssignment[]> {
  const windows = assignments.flatMap(assignment => windowsOf(assignment, through))
  if (windows.length === 0) return [...assignments]
  const payers = new Set(windows.map(w => w.assignment.payerId))
  const minutes = await loadMinutes(db, [...payers], termsOf)
  const plain = windows.filter(w => !minutes.has(w.assignment.payerId))
  const spent = await sumWindows(db, plain)
  for (const [payerId, facts] of minutes) {
    const own = windows.filter(w => w.assignment.payerId === payerId)
    await drawWindows(db, { payerId, windows: own }, facts, spent)
  }
  return assignments.map(assignment => ({
    ...assignment,
    // Corrections may exceed what they correct; a window's spend is never below 0.
    spendIn: (from, before) => {
      const spend = spent.get(windowKey(assignment.id, from, before)) ?? 0n
      return spend < 0n ? 0n : spend
    },
  }))
}

/** The free-minutes assignments of the payers, past ones included: an old pool decides what a later one has left. */
export async function loadMinutes(
  db: Db,
  payerIds: readonly number[],
  termsOf: TermsOf,
): Promise<Map<number, MinutesFacts[]>> {
  const rows = await rowsOf<{ id: number; minutes: number }>(
    db,
    sql`select a.id::float8 as id, a.minutes from assignments a where a.payer_id = any(${array('bigint', payerIds)}) and a.minutes > 0
      and exists (select 1 from package_versions v where v.package_id = a.package_id and v.type = 'free_minutes') order by a.id`,
  )
  const found = new Map<number, MinutesFacts[]>()
  if (rows.length === 0) return found
  const minutesOf = new Map(rows.map(row => [row.id, row.minutes]))
  const facts = await loadAssignments(db, { ids: [...minutesOf.keys()] }, () => 'USD', termsOf)
  const isChanged = (a: RunAssignment) => a.versions.length > 1 || a.quantityChanges.length > 0
  // What is charged decides from when their changes count, and so how long a pool is.
  const changed = await withWaivers(db, facts.filter(isChanged))
  const asked = changed.length === 0 ? changed : (await withLedger(db, changed, true)).assignments
  const known = [...facts.filter(a => !isChanged(a)), ...asked].sort((a, b) => a.id - b.id)
  for (const assignment of known) {
    const list = found.get(assignment.payerId) ?? []
    list.push({ ...assignment, minutes: minutesOf.get(assignment.id) ?? 0 })
    found.set(assignment.payerId, list)
  }
  return found
}

async function sumWindows(db: Db, windows: readonly Window[]): Promise<Map<string, bigint>> {
  const spent = new Map<string, bigint>()
  const add = async (ofDid: boolean) => {
    const own = windows.filter(w => (w.assignment.didId !== null) === ofDid)
    if (own.length === 0) return
    const target = ofDid ? sql.raw('u.did_id') : sql.raw('u.customer_id')
    const rows = await rowsOf<{ place: number; spent: string }>(
      db,
      // Window by window through its index: a join would read the usage of everybody, and of all years, with every batch.
      sql`select w.place, s.spent
        from ${unnest(
          ['int', own.map((_, i) => i)],
          ['bigint', own.map(w => (ofDid ? w.assignment.didId : w.assignment.customerId))],
          ['int', own.map(w => w.from)],
          ['int', own.map(w => w.before)],
        )} as w(place, target, "from", before)
        cross join lateral (select sum(u.charge_micro)::text as spent from usage u where ${target} = w.target
          and u.started_on >= date '1970-01-01' + w.from and u.started_on < date '1970-01-01' + w.before) s
        where s.spent is not null`,
    )
    for (const row of rows) {
      const window = own[row.place]
      if (window) spent.set(windowKey(window.assignment.id, window.from, window.before), BigInt(row.spent))
    }
  }
  await add(false)
  await add(true)
  return spent
}

/** The pools that can matter to calls in `[from, before)`: those, and every earlier one chained to them by an overlap. */
export function chainedPools(
  facts: readonly MinutesFacts[],
  from: Day,
  before: Day,
): { pools: Pool[]; from: Day } {
  let start = from
  for (;;) {
    const pools = facts.flatMap(fact => poolsOf(fact, start, before))
    const earliest = pools.reduce((least, pool) => Math.min(least, pool.from), start)
    if (earliest === start) return { pools, from: start }
    start = earliest
  }
}

type UsageAnswer = Omit<UsageRow, 'chargeMicro'> & { charge: string }

/** The usage of a customer and of numbers in `[from, before)`; with a charge only what had arrived when it was posted. */
export async function loadUsage(
  db: Db,
  { payerId, didIds }: { payerId: number; didIds: number[] },
  { from, before }: { from: Day; before: Day },
  knownTo?: { chargeId: number },
): Promise<UsageRow[]> {
  const arrived =
    knownTo === undefined
      ? sql``
      : sql`and created_at <= (select c.created_at from charges c where c.id = ${knownTo.chargeId})`
  const rows = await rowsOf<UsageAnswer>(
    db,
    sql`select usage_id as "usageId", customer_id::float8 as "customerId", did_id::float8 as "didId",
      (started_on - date '1970-01-01') as "startedOn", extract(epoch from started_at)::float8 as "startedAt",
      destination, seconds, charge_micro::text as charge from usage
      where (customer_id = ${payerId} or did_id = any(${array('bigint', didIds)}))
        and started_on >= date '1970-01-01' + ${from}::int and started_on < date '1970-01-01' + ${before}::int ${arrived}`,
  )
  return rows.map(({ charge, ...row }) => ({ ...row, chargeMicro: BigInt(charge) }))
}

async function drawWindows(
  db: Db,
  { payerId, windows }: { payerId: number; windows: readonly Window[] },
  facts: readonly MinutesFacts[],
  spent: Map<string, bigint>,
): Promise<void> {
  if (windows.length === 0) return
  const first = Math.min(...windows.map(w => w.from))
  const before = Math.max(...windows.map(w => w.before))
  const { pools, from } = chainedPools(facts, first, before)
  const didIds = [...windows.map(w => w.assignment.didId), ...facts.map(f => f.didId)].filter(
    id => id !== null,
  )
  const rows = await loadUsage(db, { payerId, didIds: [...new Set(didIds)] }, { from, before })
  const { netMicro } = drawFreeMinutes(pools, rows)
  for (const { assignment, from: opens, before: closes } of windows) {
    let sum = 0n
    rows.forEach((row, i) => {
      const isTarget =
        assignment.didId === null ? row.customerId === assignment.customerId : row.didId === assignment.didId
      if (isTarget && row.startedOn >= opens && row.startedOn < closes) sum += netMicro[i] ?? 0n
    })
    spent.set(windowKey(assignment.id, opens, closes), sum)
  }
}
