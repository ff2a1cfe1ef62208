import type { Db } from '@/db/client'
import { type AuditEntry, writeAudits } from '@/lib/audit/write/audit'
import { type DidInput, didSchema, normaliseNumber } from '@/lib/dids/schema'
import { readRow, yesNo } from '../cells'
import type { BatchResult, ImportContext, Importer } from '../importer'
import { type Lookup, lookup } from '../lookup'
import { customersByCode, type KnownCustomer } from '../read/customers'
import { openAssignmentCounts, type SavedDid, savedDids } from '../read/dids'
import type { RowProblem } from '../report'
import type { RawRow } from '../rows'
import { insertDids, updateDids } from '../write/dids'

const columns = {
  number: 'number',
  customerId: 'customer_account_code',
  carrier: 'provider',
  isEnabled: 'enabled',
}

type Row = { line: number; input: DidInput; customerCode: string }
type Change = DidInput & { id: number; line: number; before: SavedDid; customerCode: string | null }

/** dids.csv. A number without open assignments may move to another customer; with them it moves in the app. */
export function didsImporter(context: ImportContext): Importer {
  const customers = lookup(customersByCode)
  return {
    keyOf: row => normaliseNumber(row.cells.number ?? '') ?? row.cells.number ?? '',
    take: async (db, raws) => {
      const problems: RowProblem[] = []
      await customers.fill(
        db,
        raws.map(row => row.cells.customer_account_code ?? ''),
      )
      const rows = raws.flatMap(raw => readDid(raw, customers, problems) ?? [])
      return write(db, rows, problems, context)
    },
    finish: async () => [],
  }
}

function readDid(raw: RawRow, customers: Lookup<KnownCustomer>, problems: RowProblem[]): Row | null {
  const { cells, line } = raw
  const customerCode = cells.customer_account_code ?? ''
  const customer = customers.get(customerCode)
  const parsed = readRow(
    didSchema,
    {
      number: cells.number,
      customerId: customer?.id ?? null,
      carrier: cells.provider,
      isEnabled: yesNo(cells.enabled),
    },
    { columns, line },
    problems,
  )
  if (customerCode !== '' && !customer) {
    problems.push(unknownCustomer(line, customerCode))
    return null
  }
  return parsed && { line, input: parsed, customerCode }
}

/** The problem of a row that names a customer who is not there. */
export function unknownCustomer(line: number, code: string): RowProblem {
  return { line, column: 'customer_account_code', reason: `No customer has the account code ${code}.` }
}

async function write(
  db: Db,
  rows: readonly Row[],
  problems: RowProblem[],
  context: ImportContext,
): Promise<BatchResult> {
  const saved = await savedDids(
    db,
    rows.map(row => row.input.number),
    context.locks,
  )
  const created: DidInput[] = []
  const changed: Change[] = []
  let unchanged = 0
  for (const { line, input, customerCode } of rows) {
    const before = saved.get(input.number)
    if (!before) created.push(input)
    else {
      const after = { ...input, ...keptColumns(before, context) }
      if (sameDid(before, after)) unchanged += 1
      else {
        const code = context.has('customer_account_code') ? customerCode || null : before.customerCode
        changed.push({ ...after, id: before.id, line, before, customerCode: code })
      }
    }
  }
  const changes = await withoutBusyMoves(db, changed, problems, context)
  const save = async (tx: Db) => {
    if (created.length > 0) await insertDids(tx, created)
    if (changes.length === 0) return
    await updateDids(tx, changes)
    await writeAudits({ db: tx, actor: context.actor }, changes.map(auditEntry))
  }
  return { created: created.length, changed: changes.length, unchanged, problems, save }
}

/** A number moves by file only where nothing on it would go on charging its old customer. */
async function withoutBusyMoves(
  db: Db,
  changed: readonly Change[],
  problems: RowProblem[],
  { today }: ImportContext,
): Promise<Change[]> {
  const moved = changed.filter(
    row => row.before.customerId !== null && row.customerId !== row.before.customerId,
  )
  const open = await openAssignmentCounts(
    { db, today },
    moved.map(row => row.id),
  )
  return changed.filter(row => {
    const count = row.customerId === row.before.customerId ? undefined : open.get(row.id)
    if (count === undefined) return true
    const reason = `This number belongs to ${row.before.customerCode} and has ${count} open assignment${count === 1 ? '' : 's'}: move it in the app, which asks what to do with ${count === 1 ? 'it' : 'them'}.`
    problems.push({ line: row.line, column: 'customer_account_code', reason })
    return false
  })
}

/** A column that the file does not have keeps what is saved. */
function keptColumns(before: SavedDid, { has }: ImportContext): Partial<DidInput> {
  return {
    ...(has('customer_account_code') ? {} : { customerId: before.customerId }),
    ...(has('provider') ? {} : { carrier: before.carrier }),
    ...(has('enabled') ? {} : { isEnabled: before.isEnabled }),
  }
}

function sameDid(before: SavedDid, after: DidInput): boolean {
  return (
    before.customerId === after.customerId &&
    before.carrier === after.carrier &&
    before.isEnabled === after.isEnabled
  )
}

function auditEntry({ before, ...after }: Change): AuditEntry {
  return {
    action: 'did.updated',
    entity: 'did',
    entityId: before.id,
    label: before.number,
    before: {
      customer: before.customerCode,
      carrier: before.carrier,
      isEnabled: before.isEnabled,
      revision: before.revision,
    },
    after: {
      customer: after.customerCode,
      carrier: after.carrier,
      isEnabled: after.isEnabled,
      revision: before.revision + 1,
    },
    reason: 'Imported from a file',
  }
}
