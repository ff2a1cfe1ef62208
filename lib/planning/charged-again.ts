/** What runs would post instead of charges that are undone, by the terms of now: the planner of the runs without them. */
import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array } from '@/db/unnest'
import type { Line } from '@/lib/billing/line'
import { keyOf, planPayer } from '@/lib/billing/plan'
import type { PlannedKind } from '@/lib/billing/terms'
import { type CalendarDate, type Day, formatDay, lastDay } from '@/lib/calendar-date'
import { type LedgerFacts, withLedger } from './ledger'
import { loadAssignments } from './load'
import { withSpend } from './spend'
import { everyVersionOf } from './terms'
import { withWaivers } from './waivers'
import { type LeftOut, without } from './without-charges'

/** A live charge, as it is named if it is to be undone too. */
export type LiveCharge = LeftOut & {
  id: number
  runId: number
  customerId: number
  payerId: number
  reference: string
  billingOn: CalendarDate
  retailMinor: bigint
  currency: string
}

/** A line that would be posted instead. */
export type InsteadLine = {
  kind: PlannedKind
  billingOn: CalendarDate
  periodFrom: CalendarDate
  periodTo: CalendarDate
  retailMinor: bigint
  costMinor: bigint
}

/** A line in arrears is dated at the end of its period, a minimum spend up to 60 days after it. */
const longestGrace = 61
/** Funds without limit: a line that would be held is due all the same. */
const endless = 10n ** 30n

const days = (column: string) => sql.raw(`(${column} - date '1970-01-01')`)

/** Live charges `c` that meet a condition, in the order of their customers. */
export async function loadLive(db: Db, where: SQL, limit: number): Promise<LiveCharge[]> {
  const rows = await rowsOf<Omit<LiveCharge, 'retailMinor'> & { retail: string }>(
    db,
    sql`select c.id::float8 as id, c.run_id::float8 as "runId", c.customer_id::float8 as "customerId", c.assignment_id::float8 as "assignmentId",
      coalesce(a.root_id, a.id)::float8 as "rootId", a.payer_id::float8 as "payerId", a.reference, c.kind,
      ${days('c.opens_on')} as "opensOn", c.settlement, ${days('c.period_to')} as "periodTo",
      c.change_number::float8 as "changeNumber", c.billing_on::text as "billingOn", c.retail_minor::text as retail, c.currency
      from charges c join assignments a on a.id = c.assignment_id
      where ${where} and c.kind <> 'reversal' and not exists (select 1 from charges r where r.reverses_id = c.id)
      order by c.customer_id, c.id limit ${limit}`,
  )
  return rows.map(({ retail, ...row }) => ({ ...row, retailMinor: BigInt(retail) }))
}

/** The assignments of charges with all that the ledger holds of them. */
export async function factsOf(db: Db, charges: readonly LiveCharge[]): Promise<LedgerFacts> {
  const currencies = new Map(charges.map(({ payerId, currency }) => [payerId, currency]))
  const ids = [...new Set(charges.map(charge => charge.assignmentId))]
  const loaded = await loadAssignments(
    db,
    { ids },
    id => currencies.get(id) ?? '',
    packages => everyVersionOf(db, packages),
  )
  return withLedger(db, await withWaivers(db, loaded), true)
}

const throughOf = (charges: readonly LeftOut[]): Day =>
  Math.min(Math.max(...charges.map(charge => charge.periodTo)) + longestGrace, lastDay)

/** What is planned for the periods of charges, by assignment, each as far as its own periods go. */
function planFor(facts: LedgerFacts, charges: readonly LeftOut[]): Line[] {
  return facts.assignments.flatMap(assignment => {
    const own = charges.filter(charge => charge.assignmentId === assignment.id)
    if (own.length === 0) return []
    const payer = { availableMinor: endless, assignments: [assignment] }
    const { lines } = planPayer(payer, throughOf(own), facts.charged)
    return lines.flatMap(({ line, outcome }) =>
      outcome === 'planned' && own.some(charge => isWithin(line, charge)) ? [line] : [],
    )
  })
}

const isWithin = ({ opensOn }: Line, charge: LeftOut) =>
  opensOn >= charge.opensOn && opensOn < Math.max(charge.periodTo, charge.opensOn + 1)

const same = (a: Line, b: Line | undefined) =>
  b !== undefined && a.retailMinor === b.retailMinor && a.costMinor === b.costMinor

async function spent(db: Db, facts: LedgerFacts, through: Day): Promise<LedgerFacts> {
  const assignments = await withSpend(db, facts.assignments, through, ids => everyVersionOf(db, ids))
  return { ...facts, assignments }
}

/** The lines that the undo of these charges would bring: those that are due anyway are not among them. */
export async function planInstead(
  db: Db,
  facts: LedgerFacts,
  charges: readonly LeftOut[],
): Promise<{ lines: Line[]; left: LedgerFacts }> {
  if (charges.length === 0) return { lines: [], left: facts }
  const through = throughOf(charges)
  const due = new Map(planFor(await spent(db, facts, through), charges).map(line => [keyOf(line), line]))
  const left = await spent(db, without(facts, charges), through)
  const lines = planFor(left, charges).filter(line => !same(line, due.get(keyOf(line))))
  return { lines, left }
}

export const insteadLine = (line: Line): InsteadLine => ({
  kind: line.kind,
  billingOn: formatDay(line.billingOn),
  periodFrom: formatDay(line.periodFrom),
  periodTo: formatDay(line.periodTo),
  retailMinor: line.retailMinor,
  costMinor: line.costMinor,
})

/** So many later charges are tried one by one. */
const mostTried = 40

const signature = (lines: readonly Line[]) =>
  lines
    .map(line => [keyOf(line), line.billingOn, line.periodTo, line.retailMinor, line.costMinor].join())
    .join('|')

/**
 * The later live charges that hold a period to former terms: undone too, it comes back by the terms of now. `left` is what the ledger
 * would hold without the charge. Of many, all that are later.
 */
export async function listHolding(db: Db, charge: LiveCharge, left: LedgerFacts): Promise<LiveCharge[]> {
  const later = await loadLater(db, charge)
  if (later.length === 0) return []
  const whenOut = (out: readonly LiveCharge[]) => signature(planFor(without(left, out), [charge]))
  const ofNow = whenOut(later)
  if (ofNow === whenOut([])) return []
  let needed = later
  if (later.length <= mostTried)
    for (const one of later) {
      const fewer = needed.filter(other => other !== one)
      if (whenOut(fewer) === ofNow) needed = fewer
    }
  return needed
}

/** The live charges of later periods, of every part of a number that was moved; found by who paid for them. */
async function loadLater(db: Db, { rootId, opensOn, id }: LiveCharge): Promise<LiveCharge[]> {
  const parts = await rowsOf<{ id: number; payers: number[] }>(
    db,
    sql`select id::float8 as id, array_to_json(payers_before || payer_id) as payers from assignments where id = ${rootId} or root_id = ${rootId}`,
  )
  const ids = parts.map(part => part.id)
  const payers = [...new Set(parts.flatMap(part => part.payers))]
  const found = await loadLive(
    db,
    sql`c.customer_id = any(${array('bigint', payers)}) and c.assignment_id = any(${array('bigint', ids)})
      and c.opens_on >= ${formatDay(opensOn)}::date and c.id <> ${id} and c.settlement = 0
      and c.kind in ('one_time', 'recurring', 'minimum_spend')`,
    500,
  )
  return found.sort((a, b) => a.opensOn - b.opensOn || a.id - b.id)
}
