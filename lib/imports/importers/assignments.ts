import type { Db } from '@/db/client'
import { writeAudits } from '@/lib/audit/write/audit'
import { FileRefused } from '../file-refused'
import type { BatchResult, ImportContext, Importer } from '../importer'
import { lookup } from '../lookup'
import { didsByNumber, lockTargets, type SavedAssignment, savedAssignments } from '../read/assignments'
import { customersByCode } from '../read/customers'
import { packagesByCode } from '../read/packages'
import type { RowProblem } from '../report'
import { type AssignmentChange, insertAssignments, updateAssignments } from '../write/assignments'
import { changeOf, refusedChanges, sameAssignment, withKeptColumns } from './assignment-changes'
import { countPast, countSettled, nothingPast, type Past, pastNotes } from './assignment-past'
import { type AssignmentRow, didOf, type Lookups, readAssignment } from './assignment-row'

type Change = { before: SavedAssignment; after: AssignmentChange }

/** assignments.csv. Back-dated ones are charged for their past dates; the notes say how many. */
export function assignmentsImporter(context: ImportContext): Importer {
  const lookups: Lookups = {
    customers: lookup(customersByCode),
    dids: lookup(didsByNumber),
    packages: lookup((db, codes) => packagesByCode(db, codes)),
  }
  const past = nothingPast()
  return {
    keyOf: row => row.cells.reference ?? '',
    take: async (db, raws) => {
      const problems: RowProblem[] = []
      await lookups.customers.fill(
        db,
        raws.map(row => row.cells.customer_account_code ?? ''),
      )
      await lookups.dids.fill(db, raws.map(didOf))
      await lookups.packages.fill(
        db,
        raws.map(row => row.cells.package_code ?? ''),
      )
      const rows = raws.flatMap(raw => readAssignment(raw, lookups, problems) ?? [])
      return write(db, rows, problems, context, past)
    },
    finish: async () => pastNotes(past),
  }
}

async function write(
  db: Db,
  rows: readonly AssignmentRow[],
  problems: RowProblem[],
  context: ImportContext,
  past: Past,
): Promise<BatchResult> {
  const saved = await savedAssignments(
    db,
    rows.map(row => row.values.reference),
  )
  const created: AssignmentRow[] = []
  const changes: Change[] = []
  let unchanged = 0
  for (const row of rows) {
    const before = saved.get(row.values.reference)
    if (!before && row.sold.isArchived) {
      const reason = `${row.sold.code} is archived and cannot be newly assigned.`
      problems.push({ line: row.line, column: 'package_code', reason })
    } else if (!before) created.push(row)
    else {
      const values = withKeptColumns(before, row.values, context.has)
      const refused = refusedChanges(before, values)
      if (refused.length > 0) problems.push(...refused.map(problem => ({ ...problem, line: row.line })))
      else if (sameAssignment(before, values)) unchanged += 1
      else changes.push({ before, after: changeOf(before, values, context.today) })
    }
  }
  for (const row of created) countPast(past, row, context.today)
  await countSettled(db, past, changes, context.today)
  return {
    ...{ created: created.length, changed: changes.length, unchanged, problems },
    save: tx => save(tx, created, changes, context),
  }
}

async function save(
  db: Db,
  created: readonly AssignmentRow[],
  changes: readonly Change[],
  context: ImportContext,
): Promise<void> {
  const values = created.map(row => row.values)
  const moved = await lockTargets(db, values, 'key share')
  if (moved.length > 0)
    throw new FileRefused(
      'Somebody moved one of these DIDs at the same moment. Nothing was saved; try again.',
    )
  if (values.length > 0) await insertAssignments(db, values, context.actor.id)
  if (changes.length === 0) return
  const after = changes.map(change => change.after)
  await lockTargets(
    db,
    after.map(row => ({ payerId: row.payerId, didId: null })),
    'update',
  )
  await refuseChanged(db, changes)
  await updateAssignments(db, after, context)
  await writeAudits(db, context.actor, changes.map(auditEntry))
}

/** What was compared before the locks must still be there: a run or a person may have come between. */
async function refuseChanged(db: Db, changes: readonly Change[]): Promise<void> {
  const now = await savedAssignments(
    db,
    changes.map(({ before }) => before.reference),
  )
  const isChanged = changes.some(({ before }) => {
    const saved = now.get(before.reference)
    return saved?.revision !== before.revision || saved.lookedThroughOn !== before.lookedThroughOn
  })
  if (isChanged)
    throw new FileRefused(
      'Somebody changed one of these assignments, or billed it, at the same moment. Nothing was saved; try again.',
    )
}

function auditEntry({ before, after }: Change) {
  const values = (row: Omit<AssignmentChange, 'id' | 'payerId' | 'reference' | 'packageId'>) => ({
    quantity: row.quantity,
    startOn: row.startOn,
    endOn: row.endOn,
    autoDecrementCredit: row.autoDecrementCredit,
    minutes: row.minutes,
    setupWaived: row.setupWaived,
    minimumDays: row.minimumDays,
  })
  return {
    action: 'assignment.updated',
    entity: 'assignment',
    entityId: before.id,
    label: before.reference,
    before: { ...values(before), revision: before.revision },
    after: { ...values(after), revision: before.revision + 1 },
    reason: 'Imported from a file',
  }
}
