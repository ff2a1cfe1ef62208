/** What a run reads: who has something due, and the plain facts that the engine plans with. */
import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array } from '@/db/unnest'
import { noSpend } from '../billing/charge'
import type { PlannedAssignment } from '../billing/plan'
import type { TermsVersion } from '../billing/terms'
import type { Day } from '../calendar-date'
import { minorExponent } from '../currency'
import { ofCustomers, ofPackages, type RunScope } from './scope'

/** Days of the database as whole numbers: dates never become a `Date`. */
const epochDays = (column: string) => sql.raw(`(${column} - date '1970-01-01')`)

/**
 * The customers with assignments to look at through a day: `payer_id`, `due_count`, and `weight`, in which an assignment counts once
 * more for every two months that it is behind: years of daily charges fill a batch that months would not. Reads the due ones only.
 */
export function duePayers(scope: RunScope, through: Day): SQL {
  const weight = sql`sum(1 + least(date '1970-01-01' + ${through}::int - p.next_due_on, 60000) / 60)::int`
  return sql`select p.payer_id, count(*)::int as due_count, ${weight} as weight from assignment_pointers p
    where p.next_due_on <= date '1970-01-01' + ${through}::int
      ${ofCustomers(scope, sql`p.payer_id`)} ${ofPackages(scope, sql`p.assignment_id`)}
    group by p.payer_id`
}

export type RunCustomer = { id: number; currency: string; balanceMinor: bigint; debitLimitMinor: bigint }

/** The customers of a batch; a posting run locks them, in id order, before it reads anything else. */
export async function loadCustomers(
  db: Db,
  payerIds: readonly number[],
  lock: boolean,
): Promise<RunCustomer[]> {
  const rows = await rowsOf<{ id: number; currency: string; balance: string; limit: string }>(
    db,
    sql`select id::float8 as id, currency, balance_minor::text as balance, debit_limit_minor::text as limit from customers
      where id = any(${array('bigint', payerIds)}) order by customers.id ${lock ? sql`for no key update` : sql``}`,
  )
  return rows.map(row => ({
    id: row.id,
    currency: row.currency,
    balanceMinor: BigInt(row.balance),
    debitLimitMinor: BigInt(row.limit),
  }))
}

/** An assignment as a run sees it: the engine's facts and what its charges are written with. */
export type RunAssignment = PlannedAssignment & {
  payerId: number
  customerId: number | null
  didId: number | null
  packageId: number
  lookedThrough: Day | null
}

type AssignmentRow = {
  id: number
  payerId: number
  customerId: number | null
  didId: number | null
  packageId: number
  quantity: number
  startOn: Day
  endOn: Day | null
  endedOn: Day | null
  debits: boolean
  setupWaived: boolean
  chargeFrom: Day | null
  nextDue: Day | null
  lookedThrough: Day | null
}

/** Which assignments to load: those of the payers that are due, or the ones named. */
export type AssignmentChoice = { payerIds: readonly number[]; through: Day } | { ids: readonly number[] }

/** The assignments of a batch in (payer, id) order. `termsOf` answers a package's versions; `currencies` a payer's currency. */
export async function loadAssignments(
  db: Db,
  choice: AssignmentChoice,
  currencyOf: (payerId: number) => string,
  termsOf: (packageIds: readonly number[]) => Promise<ReadonlyMap<number, readonly TermsVersion[]>>,
): Promise<RunAssignment[]> {
  const chosen =
    'ids' in choice
      ? sql`a.id = any(${array('bigint', choice.ids)})`
      : sql`a.payer_id = any(${array('bigint', choice.payerIds)}) and p.next_due_on <= date '1970-01-01' + ${choice.through}::int`
  const rows = await rowsOf<AssignmentRow>(
    db,
    sql`select a.id::float8 as id, a.payer_id::float8 as "payerId", a.customer_id::float8 as "customerId", a.did_id::float8 as "didId",
      a.package_id::float8 as "packageId", a.quantity, ${epochDays('a.start_on')} as "startOn", ${epochDays('a.end_on')} as "endOn",
      ${epochDays('a.ended_on')} as "endedOn", a.auto_decrement_credit as debits, a.setup_waived as "setupWaived",
      ${epochDays('a.charge_from_on')} as "chargeFrom", ${epochDays('p.next_due_on')} as "nextDue",
      ${epochDays('p.looked_through_on')} as "lookedThrough"
      from assignments a join assignment_pointers p on p.assignment_id = a.id where ${chosen} order by a.payer_id, a.id`,
  )
  const terms = await termsOf([...new Set(rows.map(row => row.packageId))])
  const quantities = await loadQuantities(
    db,
    rows.map(row => row.id),
  )
  return rows.map(row => ({
    id: row.id,
    payerId: row.payerId,
    customerId: row.customerId,
    didId: row.didId,
    packageId: row.packageId,
    startOn: row.startOn,
    endBefore: row.endOn === null ? null : row.endOn + 1,
    endedOn: row.endedOn,
    quantity: row.quantity,
    quantityChanges: quantities.get(row.id) ?? [],
    versions: terms.get(row.packageId) ?? [],
    setupWaived: row.setupWaived,
    chargeFrom: row.chargeFrom,
    currencyExponent: minorExponent(currencyOf(row.payerId)),
    posted: [],
    dueFrom: row.nextDue ?? row.startOn,
    lookedThrough: row.lookedThrough,
    debitsBalance: row.debits,
    spendIn: noSpend,
  }))
}

async function loadQuantities(
  db: Db,
  ids: readonly number[],
): Promise<Map<number, { effectiveOn: Day; quantity: number }[]>> {
  const rows = await rowsOf<{ assignmentId: number; effectiveOn: Day; quantity: number }>(
    db,
    sql`select assignment_id::float8 as "assignmentId", ${epochDays('effective_on')} as "effectiveOn", quantity
      from assignment_quantities where assignment_id = any(${array('bigint', ids)}) order by assignment_id, effective_on`,
  )
  const found = new Map<number, { effectiveOn: Day; quantity: number }[]>()
  for (const { assignmentId, effectiveOn, quantity } of rows) {
    const list = found.get(assignmentId) ?? []
    list.push({ effectiveOn, quantity })
    found.set(assignmentId, list)
  }
  return found
}
