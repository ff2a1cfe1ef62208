import { type AssignmentInput, assignmentSchema } from '@/lib/assignments/schema'
import type { NewAssignment } from '@/lib/assignments/write/give'
import { startingVersion } from '@/lib/billing/segment'
import type { Terms } from '@/lib/billing/terms'
import { toDay } from '@/lib/calendar-date'
import { normaliseNumber } from '@/lib/dids/schema'
import { given, readRow, yesNo } from '../cells'
import type { Lookup } from '../lookup'
import type { KnownDid } from '../read/assignments'
import type { KnownCustomer } from '../read/customers'
import type { KnownPackage } from '../read/packages'
import type { RowProblem } from '../report'
import type { RawRow } from '../rows'
import { unknownCustomer } from './dids'

/** The columns of assignments.csv by the field of the form. */
export const assignmentColumns = {
  reference: 'reference',
  packageId: 'package_code',
  customerId: 'customer_account_code',
  didId: 'did',
  quantity: 'quantity',
  startOn: 'start_date',
  endOn: 'end_date',
  autoDecrementCredit: 'auto_decrement_credit',
  minutes: 'minutes',
  setupWaived: 'setup_waived',
  minimumDays: 'minimum_days',
}

export type Lookups = {
  customers: Lookup<KnownCustomer>
  dids: Lookup<KnownDid>
  packages: Lookup<KnownPackage>
}

/** What a row says of an assignment; who pays follows from its target. */
export type RowValues = Omit<NewAssignment, 'payerId' | 'reference' | 'part'> & { reference: string }

export type AssignmentRow = {
  line: number
  values: RowValues
  /** Who or what gets the package; `payer` is null for stock. */
  target: { label: string; payer: { id: number; name: string; currency: string } | null }
  sold: KnownPackage
  /** The terms at the start. */
  starting: Terms
}

/** How the DID of a row is looked up: as E.164 digits where it is a number. */
export function didOf(row: RawRow): string {
  const cell = row.cells.did ?? ''
  return normaliseNumber(cell) ?? cell
}

/** One row of assignments.csv with everything that it names; null, and its problems told, where it cannot be. */
export function readAssignment(raw: RawRow, lookups: Lookups, problems: RowProblem[]): AssignmentRow | null {
  const { cells, line } = raw
  const before = problems.length
  const tell = (column: string, reason: string) => problems.push({ line, column, reason })
  const named = namedThings(raw, lookups, problems)
  const input = {
    packageId: named.sold?.id ?? 1,
    customerId: cells.customer_account_code === '' ? null : (named.customer?.id ?? 1),
    didId: cells.did === '' ? null : (named.did?.id ?? 1),
    quantity: given(cells.quantity),
    startOn: cells.start_date,
    endOn: cells.end_date,
    autoDecrementCredit: yesNo(cells.auto_decrement_credit),
    minutes: cells.minutes,
    setupWaived: yesNo(cells.setup_waived),
    minimumDays: cells.minimum_days,
    reference: cells.reference,
  }
  const parsed = readRow<AssignmentInput>(
    assignmentSchema,
    input,
    { columns: assignmentColumns, line },
    problems,
  )
  if (parsed && parsed.reference === null)
    tell('reference', 'Enter a reference: a file needs one for each assignment.')
  if (!parsed || !named.sold || problems.length > before) return null
  const starting = startingVersion(named.sold.versions, toDay(parsed.startOn)).terms
  const { pastDates, ...rest } = parsed
  const values = { ...rest, reference: parsed.reference ?? '' }
  return { line, values, sold: named.sold, starting, target: targetOf(named) }
}

function namedThings(raw: RawRow, lookups: Lookups, problems: RowProblem[]) {
  const { cells, line } = raw
  const code = cells.customer_account_code ?? ''
  const customer = lookups.customers.get(code)
  if (code !== '' && !customer) problems.push(unknownCustomer(line, code))
  const did = lookups.dids.get(didOf(raw))
  if (cells.did !== '' && !did)
    problems.push({ line, column: 'did', reason: `There is no DID ${cells.did}. Import the DIDs first.` })
  const packageCode = cells.package_code ?? ''
  const sold = lookups.packages.get(packageCode)
  const reason =
    packageCode === '' ? 'Enter the code of a package.' : `No package has the code ${packageCode}.`
  if (!sold) problems.push({ line, column: 'package_code', reason })
  return { customer, did, sold }
}

function targetOf({ customer, did }: { customer?: KnownCustomer; did?: KnownDid }): AssignmentRow['target'] {
  if (customer) return { label: customer.name, payer: customer }
  const { customerId, customer: name, currency } = did ?? { customerId: null, customer: null, currency: null }
  const isStock = customerId === null || name === null || currency === null
  return { label: did?.number ?? 'This DID', payer: isStock ? null : { id: customerId, name, currency } }
}

/** The column of a file that a field of the form is. */
export function columnOf(field: string | null): string | null {
  return Object.entries(assignmentColumns).find(([name]) => name === field)?.[1] ?? null
}
