import type { Db } from '@/db/client'
import { type AuditEntry, writeAudits } from '@/lib/audit/write/audit'
import { type CustomerInput, customerSchema, optionalEmail } from '@/lib/customers/schema'
import { minorText } from '@/lib/money'
import { inviteAccountManagers } from '@/lib/users/write/users'
import { given, readRow } from '../cells'
import type { BatchResult, ImportContext, Importer } from '../importer'
import { managersByEmail, type SavedCustomer, savedCustomers } from '../read/customers'
import type { RowProblem } from '../report'
import type { RawRow } from '../rows'
import { insertCustomers, updateCustomers } from '../write/customers'

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
/** What is written, and the e-mail of its manager, who may have to be invited first. */
type Invited = { managerEmail: string; input: CustomerInput }

/** customers.csv. What is there already is changed, save its currency; unknown people are invited. */
export function customersImporter(context: ImportContext): Importer {
  const invited = new Set<string>()
  return {
    keyOf: row => row.cells.account_code ?? '',
    take: async (db, raws) => {
      const problems: RowProblem[] = []
      const rows = raws.flatMap(raw => readCustomer(raw, problems) ?? [])
      const managers = await managersByEmail(db, emailsOf(rows))
      for (const email of emailsOf(rows)) if (!managers.has(email)) invited.add(email)
      for (const row of rows) row.input.accountManagerId = managers.get(row.managerEmail) ?? null
      return judge(db, rows, problems, context)
    },
    finish: async () =>
      invited.size === 0
        ? []
        : [`No user has ${[...invited].sort().join(', ')} yet: invited as account manager.`],
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
  const parsed = readRow(customerSchema, input, { columns, line }, problems)
  if (!email.success)
    problems.push({ line, column: columns.accountManagerId, reason: email.error.issues[0]?.message ?? '' })
  return parsed && email.success ? { line, managerEmail, input: parsed } : null
}

const emailsOf = (rows: readonly { managerEmail: string }[]) => [
  ...new Set(rows.map(row => row.managerEmail).filter(email => email !== '')),
]

/** Gives rows the ids of people who had none when they were judged: an earlier batch may have invited them since. */
async function inviteManagers(tx: Db, rows: readonly Invited[], { actor }: ImportContext): Promise<void> {
  const waiting = rows.filter(row => isNewManager(row.managerEmail, row.input))
  if (waiting.length === 0) return
  const ids = await inviteAccountManagers({ db: tx, actor }, emailsOf(waiting))
  for (const { input, managerEmail } of waiting) input.accountManagerId = ids.get(managerEmail) ?? null
}

async function judge(
  db: Db,
  rows: readonly Row[],
  problems: RowProblem[],
  context: ImportContext,
): Promise<BatchResult> {
  const codes = rows.map(row => row.input.accountCode)
  const saved = await savedCustomers(db, codes, context.locks)
  const created: Invited[] = []
  const changes: (Invited & { input: Change })[] = []
  let unchanged = 0
  for (const { line, input, managerEmail } of rows) {
    const before = saved.get(input.accountCode)
    if (!before) created.push({ managerEmail, input })
    else if (before.currency !== input.currency) {
      const reason = `Keep ${before.currency}: a customer has one currency for life.`
      problems.push({ line, column: 'currency', reason })
    } else {
      const after = { ...input, ...keptColumns(before, context), id: before.id, before }
      // Somebody who will be invited has no id yet.
      if (sameCustomer(before, after) && !isNewManager(managerEmail, after)) unchanged += 1
      else changes.push({ managerEmail, input: after })
    }
  }
  const save = async (tx: Db) => {
    await inviteManagers(tx, [...created, ...changes], context)
    const inputs = created.map(row => row.input)
    if (inputs.length > 0) await insertCustomers(tx, inputs)
    const changed = changes.map(row => row.input)
    if (changed.length === 0) return
    await updateCustomers(tx, changed)
    await writeAudits({ db: tx, actor: context.actor }, changed.map(auditEntry))
  }
  return { created: created.length, changed: changes.length, unchanged, problems, save }
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

function auditEntry({ before, ...after }: Change): AuditEntry {
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
