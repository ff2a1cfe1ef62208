/** What the ledger already holds of a batch: live charges of its candidate periods, and charges that reach past an end. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { unnest } from '@/db/unnest'
import { linesOf } from '../billing/charge'
import { chargedPastEnd } from '../billing/credit'
import type { AssignmentFacts, PostedCharge } from '../billing/line'
import { type Charged, chargeKey } from '../billing/plan'
import type { Day } from '../calendar-date'
import type { RunAssignment } from './load'

/** What may have been charged: its facts, where it is looked at from, and how far runs have looked. */
export type Candidate = AssignmentFacts & Pick<RunAssignment, 'dueFrom' | 'lookedThrough'>

type Key = { assignmentId: number; kind: string; periodFrom: Day }

/**
 * The charged periods among a batch's candidates. Only assignments whose due date lies in what runs looked at before are
 * asked for (an undo, a hold, an edit), or all of them with `all`: for the others nothing can be there.
 */
export async function loadCharged(
  db: Db,
  assignments: readonly Candidate[],
  through: Day,
  all: boolean,
): Promise<Map<string, Charged>> {
  const keys: Key[] = []
  for (const assignment of assignments) {
    const { lookedThrough, dueFrom } = assignment
    if (!all && (lookedThrough === null || lookedThrough < dueFrom)) continue
    for (const line of planable(assignment, through)) keys.push(line)
  }
  const found = new Map<string, Charged>()
  if (keys.length === 0) return found
  const rows = await rowsOf<Key & { runId: number; isReversed: boolean }>(
    db,
    sql`select c.assignment_id::float8 as "assignmentId", c.kind, (c.period_from - date '1970-01-01') as "periodFrom",
      c.run_id::float8 as "runId", r.id is not null as "isReversed"
      from ${keySet(keys)} join charges c on c.period_from = date '1970-01-01' + k.period_from
        and c.assignment_id = k.assignment_id and c.kind = k.kind and c.kind <> 'reversal'
      left join charges r on r.reverses_id = c.id`,
  )
  for (const row of rows) {
    const key = chargeKey(row.assignmentId, row.kind, row.periodFrom)
    const charged = found.get(key) ?? { runId: null, attempts: 0 }
    charged.attempts += 1
    if (!row.isReversed) charged.runId = row.runId
    found.set(key, charged)
  }
  return found
}

function planable(assignment: Candidate, through: Day): Key[] {
  try {
    return linesOf(assignment, assignment.dueFrom, through)
  } catch {
    return [] // the planner meets the same failure and names it
  }
}

const keySet = (keys: readonly Key[]) =>
  sql`${unnest(
    ['bigint', keys.map(k => k.assignmentId)],
    ['text', keys.map(k => k.kind)],
    ['int', keys.map(k => k.periodFrom)],
  )} as k(assignment_id, kind, period_from)`

function pastEnd(assignment: RunAssignment, lookedThrough: Day): Day[] {
  try {
    return chargedPastEnd(assignment, lookedThrough)
  } catch {
    return [] // the planner meets the same failure and names it
  }
}

type PostedRow = Omit<PostedCharge, 'retailMinor' | 'costMinor'> & {
  assignmentId: number
  retail: string
  cost: string
}

/** Gives ended assignments their live recurring charges that reach past the end, so that credits can be planned. */
export async function withPosted(db: Db, assignments: readonly RunAssignment[]): Promise<RunAssignment[]> {
  const keys: Key[] = []
  for (const assignment of assignments) {
    if (assignment.endedOn === null || assignment.lookedThrough === null) continue
    for (const periodFrom of pastEnd(assignment, assignment.lookedThrough)) {
      keys.push({ assignmentId: assignment.id, kind: 'recurring', periodFrom })
    }
  }
  if (keys.length === 0) return [...assignments]
  const rows = await rowsOf<PostedRow>(
    db,
    sql`select c.assignment_id::float8 as "assignmentId", (c.period_from - date '1970-01-01') as "periodFrom",
      (c.period_to - date '1970-01-01') as "periodTo", c.version_id::float8 as "versionId", c.quantity,
      c.unit_retail_micro::float8 as "unitRetailMicro", c.unit_cost_micro::float8 as "unitCostMicro",
      c.retail_minor::text as retail, c.cost_minor::text as cost
      from ${keySet(keys)} join charges c on c.period_from = date '1970-01-01' + k.period_from
        and c.assignment_id = k.assignment_id and c.kind = k.kind
      where c.kind <> 'reversal' and not exists (select 1 from charges r where r.reverses_id = c.id)
      order by c.assignment_id, c.period_from`,
  )
  const posted = new Map<number, PostedCharge[]>()
  for (const { assignmentId, retail, cost, ...row } of rows) {
    const list = posted.get(assignmentId) ?? []
    list.push({ ...row, retailMinor: BigInt(retail), costMinor: BigInt(cost) })
    posted.set(assignmentId, list)
  }
  return assignments.map(assignment => ({ ...assignment, posted: posted.get(assignment.id) ?? [] }))
}
