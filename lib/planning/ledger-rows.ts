/** The rows of the ledger, and of waivers, that are asked for some assignments and for every part of a number that was moved. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array, dateOf, unnest } from '@/db/unnest'
import type { HeldPeriod } from '@/lib/billing/segment'
import type { Day } from '@/lib/calendar-date'
import type { RunAssignment } from './load'

/** From the beginning: whoever asks for all of the ledger gets it. */
export const beginning = 0

export type ChargeRow = {
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

/** What holds the terms that it was planned under; set-up alone does not. */
export const holdsTerms = new Set(['one_time', 'recurring', 'minimum_spend'])

const days = (column: string) => sql.raw(`(${column} - date '1970-01-01')`)

/** Customer by customer through the index of their charges; of a moved number the charges of every part of it. */
export async function loadCharges(
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

export type Part = { id: number; rootId: number; payerId: number }

/** Every part of the numbers that were moved, with who pays for it. */
export async function loadParts(db: Db, asked: readonly RunAssignment[]): Promise<Part[]> {
  const roots = [...new Set(asked.filter(a => a.isMoved).map(a => a.rootId))]
  if (roots.length === 0) return []
  return rowsOf(
    db,
    sql`select id::float8 as id, root_id::float8 as "rootId", payer_id::float8 as "payerId"
      from assignments where root_id = any(${array('bigint', roots)})`,
  )
}

/** The waived periods of every part of the numbers that were moved, by the first part. */
export async function loadWaivedParts(db: Db, parts: readonly Part[]): Promise<Map<number, HeldPeriod[]>> {
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
