import type { Db } from '@/db/client'
import { writeAudits } from '../../audit/mutations'
import { type CustomerInput, customerSchema, optionalEmail } from '../../customers/schema'
import { minorText } from '../../money'
import { inviteAccountManagers } from '../../users/mutations'
import type { BatchResult, ImportContext, Importer } from '../importer'
import type { RawRow } from '../read'
import type { RowProblem } from '../report'
import { given, readRow } from '../row'
import { insertCustomers, updateCustomers } from './mutations'
import { managersByEmail, type SavedCustomer, savedCustomers } from './queries'

const columns = {
  accountCode: 'account_code',
  name: 'name',
  currency: 'currency',
  email: 'email',
  debitLimit: 'debit_limit',
  accountManagerId: 'account_manager_email',
}

type Row = { line: number; managerEmail: string; input: CustomerInput }
type Change = CustomerInput & { id: number; before: SavedCustomer }

/** customers.csv. What is there already is changed, save its currency; people whom nobody knows are invited. */
export function customersImporter(context: ImportContext): Importer {
  const invited = new Set<string>()
  return {
    keyOf: row => row.cells.account_code ?? '',
    take: async (db, raws) => {
      const problems: RowProblem[] = []
      const rows = raws.flatMap(raw => readCustomer(raw, problems) ?? [])
      const managers = await managersOf(db, rows, context, invited)
      for (const row of rows) row.input.accountManagerId = managers.get(row.managerEmail) ?? null
      return write(db, rows, problems, context)
    },
    finish: async () =>
      invited.size === 0
        ? []
        : [`Nobody has ${[...invited].sort().join(', ')} yet: invited as account manager.`],
  }
}

function readCustomer(raw: RawRow, problems: RowProblem[]): Row | null {
  const { cells, line } = raw
  const managerEmail = (cells.account_manager_email ?? '').toLowerCase()
  const email = optionalEmail.safeParse(managerEmail)
  const input = {
    accountCode: cells.account_code,
    name: cells.name,
    currency: cells.currency,
    email: cells.email,
    debitLimit: given(cells.debit_limit),
  }
  const parsed = readRow(customerSchema, input, columns, line, problems)
  if (!email.success)
    problems.push({ line, column: columns.accountManagerId, reason: email.error.issues[0]?.message ?? '' })
  return parsed && email.success ? { line, managerEmail, input: parsed } : null
}

/** Ids by e-mail; somebody whom nobody knows is invited, or in a check only counted. */
async function managersOf(
  db: Db,
  rows: readonly Row[],
  context: ImportContext,
  invited: Set<string>,
): Promise<Map<string, string>> {
  const emails = [...new Set(rows.map(row => row.managerEmail))].filter(email => email !== '')
  const known = await managersByEmail(db, emails)
  const unknown = emails.filter(email => !known.has(email))
  for (const email of unknown) invited.add(email)
  if (unknown.length === 0 || !context.writes) return known
  const made = await inviteAccountManagers(db, context.actor, unknown)
  return new Map([...known, ...made])
}

async function write(
  db: Db,
  rows: readonly Row[],
  problems: RowProblem[],
  context: ImportContext,
): Promise<BatchResult> {
  const codes = rows.map(row => row.input.accountCode)
  const saved = await savedCustomers(db, codes, context.writes)
  const created: CustomerInput[] = []
  const changes: Change[] = []
  let unchanged = 0
  for (const { line, input, managerEmail } of rows) {
    const before = saved.get(input.accountCode)
    if (!before) created.push(input)
    else if (before.currency !== input.currency) {
      const reason = `Keep ${before.currency}: a customer has one currency for life.`
      problems.push({ line, column: 'currency', reason })
    } else {
      const after = { ...input, ...keptColumns(before, context), id: before.id }
      // In a check, somebody who would be invited has no id yet.
      const isSame = sameCustomer(before, after) && (context.writes || !isNewManager(managerEmail, after))
      if (isSame) unchanged += 1
      else changes.push({ ...after, before })
    }
  }
  if (context.writes && created.length > 0) await insertCustomers(db, created)
  if (context.writes && changes.length > 0) {
    await updateCustomers(db, changes)
    await writeAudits(db, context.actor, changes.map(auditEntry))
  }
  return { created: created.length, changed: changes.length, unchanged, problems }
}

function isNewManager(managerEmail: string, after: CustomerInput): boolean {
  return managerEmail !== '' && after.accountManagerId === null
}

/** A column that the file does not have keeps what is saved. */
function keptColumns(before: SavedCustomer, { has }: ImportContext): Partial<CustomerInput> {
  return {
    ...(has('email') ? {} : { email: before.email }),
    ...(has('debit_limit') ? {} : { debitLimitMinor: before.debitLimitMinor }),
    ...(has('account_manager_email') ? {} : { accountManagerId: before.accountManagerId }),
  }
}

function sameCustomer(before: SavedCustomer, after: CustomerInput): boolean {
  return (
    before.name === after.name &&
    before.email === after.email &&
    before.debitLimitMinor === after.debitLimitMinor &&
    before.accountManagerId === after.accountManagerId
  )
}

function auditEntry({ before, ...after }: Change) {
  const values = (row: Omit<CustomerInput, 'accountCode'>) => ({
    name: row.name,
    email: row.email,
    debitLimit: minorText(row.debitLimitMinor, row.currency),
    accountManagerId: row.accountManagerId,
  })
  return {
    action: 'customer.updated',
    entity: 'customer',
    entityId: before.id,
    label: after.name,
    before: { ...values(before), revision: before.revision },
    after: { ...values(after), revision: before.revision + 1 },
    reason: 'Imported from a file',
  }
}
