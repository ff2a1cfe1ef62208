/** What should have been charged by now and was not: the planner's own answer over whatever is due, customer by customer. */

import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array } from '@/db/unnest'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { PlannedKind } from '@/lib/billing/terms'
import { type CalendarDate, formatDay, toDay } from '@/lib/calendar-date'
import type { PayerLine } from '@/lib/planning/batch'
import { planBatch } from '@/lib/planning/batch'

/** `due`: the next run charges it. `held`: funds are short. `failed`: could not be planned. `too_large`: not to be charged so. */
export const backlogStates = ['due', 'held', 'too_large', 'failed'] as const
export type BacklogState = (typeof backlogStates)[number]

export type BacklogLine = {
  state: BacklogState
  assignmentId: number
  reference: string
  customerId: number
  customer: string
  number: string | null
  package: string
  kind: PlannedKind
  billingOn: CalendarDate
  periodFrom: CalendarDate
  periodTo: CalendarDate
  retailMinor: bigint
  currency: string
}

export type BacklogAsk = {
  /** Through which day; today. */
  throughOn: CalendarDate
  /** Ids of customers after which the page begins; 0 for the first. */
  after: number
  state: BacklogState | null
  customerId: number | null
}

export type Backlog = {
  lines: BacklogLine[]
  next: number | null
  /** Lines of a single customer beyond what a page shows. */
  hiddenCount: number
}

const wanted = 50
const mostOfOne = 300

/** One page of the backlog in the order of customers: whole customers, at least 50 lines where there are so many. For admins. */
export async function listBacklog({ db, actor }: Within<'actor'>, ask: BacklogAsk): Promise<Backlog> {
  requireAdmin(actor)
  const through = toDay(ask.throughOn)
  const backlog: Backlog = { lines: [], next: null, hiddenCount: 0 }
  let after = ask.after
  const until = Date.now() + 2_000
  for (;;) {
    const payers = await duePayers(db, ask, after)
    if (payers.length === 0) return { ...backlog, next: null }
    const plan = await planBatch(db, payers, through, { lock: false, lookUpAll: false })
    const lines = await named(db, plan.lines.flatMap(toLine), plan.failures)
    for (const payer of payers) {
      after = payer
      const own = lines.filter(
        line => line.customerId === payer && (ask.state === null || line.state === ask.state),
      )
      backlog.lines.push(...own.slice(0, mostOfOne))
      backlog.hiddenCount += Math.max(0, own.length - mostOfOne)
      if (backlog.lines.length >= wanted) break
    }
    const isLate = Date.now() > until
    if (backlog.lines.length >= wanted || isLate) {
      const more = await duePayers(db, ask, after)
      return { ...backlog, next: more.length > 0 ? after : null }
    }
  }
}

/** The lines of the next few customers that the filter leaves, without their names, and without what could not be planned. */
export async function backlogSlice(
  db: Db,
  ask: BacklogAsk,
  after: number,
): Promise<{ payers: number[]; lines: Unnamed[] }> {
  const payers = await duePayers(db, ask, after, 100)
  if (payers.length === 0) return { payers, lines: [] }
  const plan = await planBatch(db, payers, toDay(ask.throughOn), { lock: false, lookUpAll: false })
  const lines = plan.lines.flatMap(toLine)
  return { payers, lines: lines.filter(line => ask.state === null || line.state === ask.state) }
}

async function duePayers(db: Db, ask: BacklogAsk, after: number, limit = 20): Promise<number[]> {
  const rows = await rowsOf<{ payerId: number }>(
    db,
    sql`select distinct p.payer_id::float8 as "payerId" from assignment_pointers p
      where p.next_due_on <= ${ask.throughOn}::date and p.payer_id > ${after}
        ${ask.customerId === null ? sql`` : sql`and p.payer_id = ${ask.customerId}`} order by 1 limit ${limit}`,
  )
  return rows.map(row => row.payerId)
}

type Unnamed = Omit<BacklogLine, 'reference' | 'customer' | 'number' | 'package'>

/** Null for a line that leaves nothing to wait for. */
function stateOf({ line, outcome }: PayerLine['planned']): BacklogState | null {
  if (outcome === 'planned') return 'due'
  if (outcome === 'already_charged') return null
  if (line.skip === 'funds_short') return 'held'
  return line.skip === 'amount_out_of_range' ? 'too_large' : null
}

function toLine({ planned, customer }: PayerLine): Unnamed[] {
  const { line } = planned
  const state = stateOf(planned)
  if (state === null) return []
  return [
    {
      state,
      assignmentId: line.assignmentId,
      customerId: customer.id,
      kind: line.kind,
      billingOn: formatDay(line.billingOn),
      periodFrom: formatDay(line.periodFrom),
      periodTo: formatDay(line.periodTo),
      retailMinor: line.retailMinor,
      currency: customer.currency,
    },
  ]
}

type Names = {
  assignmentId: number
  reference: string
  customerId: number
  customer: string
  number: string | null
  package: string
  startOn: string
  currency: string
}

async function named(
  db: Db,
  lines: readonly Unnamed[],
  failures: ReadonlyMap<number, unknown>,
): Promise<BacklogLine[]> {
  const ids = [...new Set([...lines.map(l => l.assignmentId), ...failures.keys()])]
  if (ids.length === 0) return []
  const rows = await rowsOf<Names>(
    db,
    sql`select a.id::float8 as "assignmentId", a.reference, c.id::float8 as "customerId", c.name as customer, d.number,
      p.name as package, n.next_due_on::text as "startOn", c.currency
      from assignments a join assignment_pointers n on n.assignment_id = a.id
      join customers c on c.id = a.payer_id join packages p on p.id = a.package_id
      left join dids d on d.id = a.did_id where a.id = any(${array('bigint', ids)})`,
  )
  const names = new Map(rows.map(row => [row.assignmentId, row]))
  const found = lines.flatMap((line): BacklogLine[] => {
    const name = names.get(line.assignmentId)
    if (!name) return []
    const { reference, customer, number, package: pack } = name
    return [{ ...line, reference, customer, number, package: pack }]
  })
  const failed = [...failures.keys()].flatMap((id): BacklogLine[] => {
    const name = names.get(id)
    if (!name) return []
    const { startOn, ...rest } = name
    const dates = { billingOn: startOn, periodFrom: startOn, periodTo: startOn }
    return [{ ...rest, ...dates, state: 'failed', kind: 'recurring', retailMinor: 0n }]
  })
  return [...found, ...failed]
}

/** The key of a line on the page, and in what a selection sends. */
export function backlogKey(
  line: Pick<BacklogLine, 'assignmentId' | 'kind' | 'periodFrom' | 'billingOn'>,
): string {
  return `${line.assignmentId}.${line.kind}.${line.periodFrom}.${line.billingOn}`
}
