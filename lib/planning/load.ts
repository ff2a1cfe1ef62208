/** What a run reads: who has something due, and the plain facts that the engine plans with. */
import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array, unnest } from '@/db/unnest'
import { noSpend } from '@/lib/billing/charge'
import type { AssignmentFacts, EndChange } from '@/lib/billing/line'
import type { PlannedAssignment } from '@/lib/billing/plan'
import type { QuantityChange } from '@/lib/billing/segment'
import type { TermsVersion } from '@/lib/billing/terms'
import type { Day } from '@/lib/calendar-date'
import { minorExponent } from '@/lib/currency'
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

const otherPayers = (payerIds: readonly number[]) => sql`
  select part.payer_id from assignments a join assignments part on part.root_id = a.root_id
  where a.payer_id = any(${array('bigint', payerIds)}) and a.root_id is not null
  union select unnest(a.payers_before) from assignments a
  where a.payer_id = any(${array('bigint', payerIds)}) and a.payers_before <> '{}'`

export type RunCustomer = { id: number; currency: string; balanceMinor: bigint; debitLimitMinor: bigint }

/**
 * The customers of a batch; a posting run locks them, in id order, before it reads anything else. With them come those who paid, or
 * pay, for another part of a number that was moved: periods of one part hold the terms of the other.
 */
export async function loadCustomers(
  db: Db,
  payerIds: readonly number[],
  lock: boolean,
): Promise<RunCustomer[]> {
  const rows = await rowsOf<{ id: number; currency: string; balance: string; limit: string }>(
    db,
    sql`select id::float8 as id, currency, balance_minor::text as balance, debit_limit_minor::text as limit from customers
      where id in (select w.id from ${unnest(['bigint', payerIds])} as w(id) union ${otherPayers(payerIds)}) order by customers.id ${lock ? sql`for no key update` : sql``}`,
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
  /** The first part of a number that was moved; its own id if it never was. Changes and ends are kept under it. */
  rootId: number
  isMoved: boolean
  /** Who paid before, if it was moved by an earlier release. */
  payersBefore: readonly number[]
  lookedThrough: Day | null
  /** From which billing date on the ledger must be asked; null if nothing can be there. */
  ledgerFrom: Day | null
  /** The day on which an earlier slice of a run held one of its lines. */
  heldOn?: Day
  /** The last change of its terms, quantity or end that is known: its charges keep it. */
  changeNumber: number
}

/** An assignment that does not exist yet, as a run would see it. */
export function newRunAssignment(
  facts: AssignmentFacts,
  target: Pick<RunAssignment, 'payerId' | 'customerId' | 'didId' | 'packageId'>,
): RunAssignment {
  return {
    ...facts,
    ...target,
    ...{
      rootId: facts.id,
      isMoved: false,
      payersBefore: [],
      lookedThrough: null,
      ledgerFrom: null,
      changeNumber: 0,
    },
    ...{ dueFrom: facts.startOn, asksLedger: false, debitsBalance: true, spendIn: noSpend },
  }
}

const nobody: readonly number[] = []

type AssignmentRow = {
  id: number
  payerId: number
  customerId: number | null
  didId: number | null
  packageId: number
  rootId: number | null
  payersBefore: number[] | null
  quantity: number
  startOn: Day
  anchorOn: Day | null
  billsBefore: Day | null
  endOn: Day | null
  debits: boolean
  setupWaived: boolean
  chargeFrom: Day | null
  nextDue: Day | null
  lookedThrough: Day | null
  ledgerFrom: Day | null
}

/** Which assignments to load: those of the payers that are due, or the ones named. */
export type AssignmentChoice = { payerIds: readonly number[]; through: Day } | { ids: readonly number[] }

const dayAfter = (day: Day | null): Day | null => (day === null ? null : day + 1)

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
      a.package_id::float8 as "packageId", a.root_id::float8 as "rootId", case when a.payers_before <> '{}' then array_to_json(a.payers_before) end as "payersBefore",
      a.quantity, ${epochDays('a.start_on')} as "startOn", ${epochDays('a.anchor_on')} as "anchorOn",
      ${epochDays('a.bills_before_on')} as "billsBefore", ${epochDays('a.end_on')} as "endOn",
      a.auto_decrement_credit as debits, a.setup_waived as "setupWaived",
      ${epochDays('a.charge_from_on')} as "chargeFrom", ${epochDays('p.next_due_on')} as "nextDue",
      ${epochDays('p.looked_through_on')} as "lookedThrough", ${epochDays('p.ledger_from_on')} as "ledgerFrom"
      from assignments a join assignment_pointers p on p.assignment_id = a.id where ${chosen} order by a.payer_id, a.id`,
  )
  const terms = await termsOf([...new Set(rows.map(row => row.packageId))])
  const typed = await loadTyped(db, [...new Set(rows.map(row => row.rootId ?? row.id))])
  return rows.map(row => {
    const rootId = row.rootId ?? row.id
    const { quantities, ends } = typed.get(rootId) ?? nothingTyped
    const versions = terms.get(row.packageId) ?? []
    const isMoved = row.rootId !== null
    return {
      // One by one: of a million objects made of spread pieces each takes several times as long, to make and to read.
      id: row.id,
      payerId: row.payerId,
      customerId: row.customerId,
      didId: row.didId,
      packageId: row.packageId,
      rootId,
      isMoved,
      payersBefore: row.payersBefore ?? nobody,
      startOn: row.anchorOn ?? row.startOn,
      billsFrom: row.anchorOn === null ? null : row.startOn,
      billsBefore: row.billsBefore,
      endBefore: isMoved ? (ends.at(-1)?.endBefore ?? null) : dayAfter(row.endOn),
      ends,
      quantity: row.quantity,
      quantityChanges: quantities,
      versions,
      changeNumber: lastNumber(versions, quantities, ends),
      setupWaived: row.setupWaived,
      chargeFrom: row.chargeFrom,
      currencyExponent: minorExponent(currencyOf(row.payerId)),
      posted: [],
      held: null,
      dueFrom: row.nextDue ?? row.startOn,
      lookedThrough: row.lookedThrough,
      ledgerFrom: row.ledgerFrom,
      asksLedger: row.ledgerFrom !== null,
      debitsBalance: row.debits,
      spendIn: noSpend,
    }
  })
}

function lastNumber(
  versions: readonly TermsVersion[],
  quantities: readonly QuantityChange[],
  ends: readonly EndChange[],
): number {
  let last = 0
  for (const { changeNumber, cancelledNumber } of versions)
    last = Math.max(last, changeNumber, cancelledNumber ?? 0)
  for (const { number } of quantities) last = Math.max(last, number)
  return Math.max(last, ends.at(-1)?.number ?? 0)
}

type Typed = { quantities: QuantityChange[]; ends: EndChange[] }
const nothingTyped: Typed = { quantities: [], ends: [] }

type TypedRow = {
  rootId: number
  isEnd: boolean
  number: number
  day: Day | null
  notBefore: Day | null
  quantity: number | null
  typedOn: Day
}

/** Quantities and ends that were typed, in the order of typing, by the assignment that they are kept under. */
async function loadTyped(db: Db, rootIds: readonly number[]): Promise<Map<number, Typed>> {
  const ids = array('bigint', rootIds)
  const rows = await rowsOf<TypedRow>(
    db,
    sql`select assignment_id::float8 as "rootId", false as "isEnd", number::float8 as number, ${epochDays('effective_on')} as day,
        ${epochDays('not_before_on')} as "notBefore", quantity, ${epochDays('typed_on')} as "typedOn"
      from assignment_quantities where assignment_id = any(${ids})
      union all select assignment_id::float8, true, number::float8, ${epochDays('end_on')}, null, null, ${epochDays('typed_on')}
      from assignment_ends where assignment_id = any(${ids}) order by 3`,
  )
  const found = new Map<number, Typed>()
  for (const { rootId, isEnd, number, day, notBefore, quantity, typedOn } of rows) {
    const typed = found.get(rootId) ?? { quantities: [], ends: [] }
    found.set(rootId, typed)
    if (isEnd) typed.ends.push({ number, typedOn, endBefore: day === null ? null : day + 1 })
    else if (day !== null && quantity !== null)
      typed.quantities.push({ number, effectiveOn: day, quantity, notBefore })
  }
  return found
}
