import { earliestEnd } from '@/lib/assignments/minimum-days'
import {
  type AssignmentInput,
  assignmentSchema,
  minimumDaysProblem,
  minutesProblem,
} from '@/lib/assignments/schema'
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
import type { AssignmentValues } from '../write/assignments'
import { unknownCustomer } from './dids'

const columns = {
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

export type AssignmentRow = {
  line: number
  values: AssignmentValues
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
  const parsed = readRow<AssignmentInput>(assignmentSchema, input, columns, line, problems)
  if (parsed && parsed.reference === null)
    tell('reference', 'Enter a reference: a file needs one for each assignment.')
  if (!parsed || !named.sold || problems.length > before) return null
  const payer = named.customer ?? ownerOf(named.did)
  if (!payer) {
    tell('did', `${named.did?.number ?? 'This DID'} is in stock: give it to a customer first.`)
    return null
  }
  if (named.sold.currency !== payer.currency)
    tell(
      'package_code',
      `${named.sold.code} is sold in ${named.sold.currency} and ${payer.accountCode} pays in ${payer.currency}.`,
    )
  const starting = startingVersion(named.sold.versions, toDay(parsed.startOn)).terms
  for (const [column, reason] of termsProblems(parsed, starting)) tell(column, reason)
  if (problems.length > before) return null
  const { pastDates, ...rest } = parsed
  const values = { ...rest, reference: parsed.reference ?? '', payerId: payer.id }
  return { line, values, sold: named.sold, starting }
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

function ownerOf(did: KnownDid | undefined) {
  if (!did || did.customerId === null) return null
  return { id: did.customerId, accountCode: did.customerCode ?? '', currency: did.currency ?? '' }
}

function termsProblems(input: AssignmentInput, starting: Terms): [string, string][] {
  const minutes = minutesProblem(starting.type, input.minutes)
  const minimumDays = minimumDaysProblem({
    minimumDays: input.minimumDays,
    packageMinimumDays: starting.minimumDays,
    isDid: input.didId !== null,
  })
  const earliest = earliestEnd(input.startOn, starting.minimumDays, input.minimumDays)
  const isShort = input.endOn !== null && input.endOn < earliest
  const found: [string, string | null][] = [
    ['minutes', minutes],
    ['minimum_days', minimumDays],
    ['end_date', isShort ? `Minimum days apply: the end is ${earliest} or later.` : null],
  ]
  return found.flatMap(([column, reason]): [string, string][] => (reason === null ? [] : [[column, reason]]))
}
