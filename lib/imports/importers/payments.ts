import type { Db } from '@/db/client'
import { type AuditEntry, writeAudits } from '@/lib/audit/write/audit'
import { enteredAheadProblem } from '@/lib/fields/entered-date'
import { minorText } from '@/lib/money'
import { type PaymentInput, paymentSchema, readPaymentAmount } from '@/lib/payments/schema'
import { movementOf, statusProblem } from '@/lib/payments/status'
import { type Movement, postMovements } from '@/lib/payments/write'
import { given, readRow } from '../cells'
import type { BatchResult, ImportContext, Importer } from '../importer'
import { type Lookup, lookup } from '../lookup'
import { customersByCode, type KnownCustomer } from '../read/customers'
import { type SavedPayment, savedPayments } from '../read/payments'
import type { RowProblem } from '../report'
import type { RawRow } from '../rows'
import { insertPayments, type PaymentValues, updatePayments } from '../write/payments'
import { unknownCustomer } from './dids'

const columns = {
  reference: 'reference',
  customerAccountCode: 'customer_account_code',
  paidOn: 'date',
  amount: 'amount',
  status: 'status',
  description: 'description',
}

type Row = { line: number; values: PaymentValues }
type CustomerMovement = Movement & { customerId: number }
type Change = { before: SavedPayment; after: PaymentValues & { id: number } }

/**
 * payments.csv. A completed payment moves the balance once, a cancelled one takes it back; after completion only its
 * status and description may change. The ledger is written at the end, so that customers are locked in one order.
 */
export function paymentsImporter(context: ImportContext): Importer {
  const customers = lookup(customersByCode)
  const movements: CustomerMovement[] = []
  return {
    keyOf: row => row.cells.reference ?? '',
    take: async (db, raws) => {
      const problems: RowProblem[] = []
      await customers.fill(
        db,
        raws.map(row => row.cells.customer_account_code ?? ''),
      )
      const rows = raws.flatMap(raw => readPayment(raw, customers, problems) ?? [])
      return write(db, { rows, problems }, context, movements)
    },
    finish: async (db, isSaved) => {
      // A customer's payments side by side: each balance is then written once or twice, not once for every payment.
      const sorted = [...movements].sort((a, b) => a.customerId - b.customerId)
      if (isSaved && sorted.length > 0) await postMovements({ db, today: context.today }, sorted)
      return []
    },
  }
}

function readPayment(raw: RawRow, customers: Lookup<KnownCustomer>, problems: RowProblem[]): Row | null {
  const { cells, line } = raw
  const input = {
    reference: cells.reference,
    customerAccountCode: cells.customer_account_code,
    paidOn: cells.date,
    amount: cells.amount,
    status: given(cells.status?.toLowerCase()),
    description: cells.description,
  }
  const parsed = readRow<PaymentInput>(paymentSchema, input, { columns, line }, problems)
  if (!parsed) return null
  const customer = customers.get(parsed.customerAccountCode)
  if (!customer) {
    problems.push(unknownCustomer(line, parsed.customerAccountCode))
    return null
  }
  const amountMinor = readPaymentAmount(parsed.amount, customer.currency)
  if (typeof amountMinor === 'string') {
    problems.push({ line, column: 'amount', reason: amountMinor })
    return null
  }
  const { reference, paidOn, status, description } = parsed
  return { line, values: { reference, customerId: customer.id, paidOn, amountMinor, status, description } }
}

async function write(
  db: Db,
  { rows, problems }: { rows: readonly Row[]; problems: RowProblem[] },
  context: ImportContext,
  movements: CustomerMovement[],
): Promise<BatchResult> {
  const references = rows.map(row => row.values.reference)
  const saved = await savedPayments(db, references, context.locks)
  const created: PaymentValues[] = []
  const changes: Change[] = []
  let unchanged = 0
  for (const { line, values } of rows) {
    const before = saved.get(values.reference)
    // A row from before this rule, imported again as it is, changes nothing.
    const ahead = before?.paidOn === values.paidOn ? null : enteredAheadProblem(values.paidOn, context.today)
    if (ahead !== null) problems.push({ line, column: 'date', reason: ahead })
    else if (!before) created.push(values)
    else {
      const after = { ...values, ...keptColumns(before, context), id: before.id }
      const refused = refusedChanges(before, after)
      if (refused.length > 0) problems.push(...refused.map(problem => ({ ...problem, line })))
      else if (samePayment(before, after)) unchanged += 1
      else changes.push({ before, after })
    }
  }
  return {
    ...{ created: created.length, changed: changes.length, unchanged, problems },
    save: async tx => {
      movements.push(...(await save(tx, created, changes, context)))
    },
  }
}

async function save(
  db: Db,
  created: readonly PaymentValues[],
  changes: readonly Change[],
  context: ImportContext,
): Promise<CustomerMovement[]> {
  const ids = created.length > 0 ? await insertPayments(db, created) : new Map<string, number>()
  if (changes.length > 0) {
    await updatePayments(
      db,
      changes.map(change => change.after),
    )
    await writeAudits({ db, actor: context.actor }, changes.map(auditEntry))
  }
  const added = created.map(row => ({
    id: ids.get(row.reference),
    customerId: row.customerId,
    kind: movementOf(null, row.status),
  }))
  const moved = changes.map(({ before, after }) => ({
    id: after.id,
    customerId: after.customerId,
    kind: movementOf(before.status, after.status),
  }))
  return [...added, ...moved].flatMap(({ id, customerId, kind }) =>
    id === undefined || kind === null ? [] : [{ paymentId: id, customerId, kind }],
  )
}

function refusedChanges(before: SavedPayment, after: PaymentValues): { column: string; reason: string }[] {
  const problems: { column: string; reason: string }[] = []
  const refuse = (column: string, reason: string) => problems.push({ column, reason })
  if (before.customerId !== after.customerId)
    refuse('customer_account_code', `This payment is ${before.customerCode}'s and stays so.`)
  const status = statusProblem(before.status, after.status)
  if (status) refuse('status', status)
  if (before.status === 'pending') return problems
  if (before.amountMinor !== after.amountMinor)
    refuse(
      'amount',
      `This payment is ${before.status} with ${minorText(before.amountMinor, before.currency)} ${before.currency}: its amount stays.`,
    )
  if (before.paidOn !== after.paidOn)
    refuse('date', `This payment is ${before.status} on ${before.paidOn}: its date stays.`)
  return problems
}

/** A column that the file does not have keeps what is saved. */
function keptColumns(before: SavedPayment, { has }: ImportContext): Partial<PaymentValues> {
  return {
    ...(has('status') ? {} : { status: before.status }),
    ...(has('description') ? {} : { description: before.description }),
  }
}

function samePayment(before: SavedPayment, after: PaymentValues): boolean {
  return (
    before.paidOn === after.paidOn &&
    before.amountMinor === after.amountMinor &&
    before.status === after.status &&
    before.description === after.description
  )
}

function auditEntry({ before, after }: Change): AuditEntry {
  const values = (row: Pick<PaymentValues, 'paidOn' | 'amountMinor' | 'status' | 'description'>) => ({
    paidOn: row.paidOn,
    amount: minorText(row.amountMinor, before.currency),
    status: row.status,
    description: row.description,
  })
  return {
    action: 'payment.updated',
    entity: 'payment',
    entityId: before.id,
    label: before.reference,
    before: values(before),
    after: values(after),
    reason: 'Imported from a file',
  }
}
