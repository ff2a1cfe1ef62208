import type { Db } from '@/db/client'
import { chargedEndProblem } from '../../assignments/ending'
import { writeAudits } from '../../audit/mutations'
import { datesBetween } from '../../billing/schedule'
import { toDay } from '../../calendar-date'
import { termsVersionsOf } from '../../packages/queries'
import { customersByCode } from '../customers/queries'
import type { BatchResult, ImportContext, Importer } from '../importer'
import { lookup } from '../lookup'
import { packagesByCode } from '../packages/queries'
import { FileRefused } from '../refused'
import type { RowProblem } from '../report'
import { changeOf, refusedChanges, sameAssignment, withKeptColumns } from './changes'
import { type AssignmentChange, insertAssignments, updateAssignments } from './mutations'
import { didsByNumber, lockTargets, type SavedAssignment, savedAssignments } from './queries'
import { type AssignmentRow, didOf, type Lookups, readAssignment } from './row'

type Past = { assignments: number; dates: number }
type Change = { before: SavedAssignment; after: AssignmentChange }

/** assignments.csv. Back-dated ones are charged for their past dates; the notes say how many. */
export function assignmentsImporter(context: ImportContext): Importer {
  const lookups: Lookups = {
    customers: lookup(customersByCode),
    dids: lookup(didsByNumber),
    packages: lookup((db, codes) => packagesByCode(db, codes)),
  }
  const past: Past = { assignments: 0, dates: 0 }
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
      const refused = [...refusedChanges(before, values), ...(await refusedEnd(db, before, values))]
      if (refused.length > 0) problems.push(...refused.map(problem => ({ ...problem, line: row.line })))
      else if (sameAssignment(before, values)) unchanged += 1
      else changes.push({ before, after: changeOf(before, values, context.today) })
    }
  }
  for (const row of created) countPast(row, context, past)
  return {
    ...{ created: created.length, changed: changes.length, unchanged, problems },
    save: tx => save(tx, created, changes, context),
  }
}

/** The app's own rule: an end whose days were charged or given back already does not move by file either. */
async function refusedEnd(db: Db, before: SavedAssignment, { endOn }: Pick<AssignmentChange, 'endOn'>) {
  if (before.endOn === null || before.endOn === endOn) return []
  const versions = (await termsVersionsOf(db, [before.packageId])).get(before.packageId) ?? []
  const reason = await chargedEndProblem(db, before, versions, endOn)
  return reason === null ? [] : [{ column: 'end_date', reason }]
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
  // A run may have charged or credited since the rows were judged; now none can.
  for (const { before, after } of changes)
    for (const { reason } of await refusedEnd(db, before, after))
      throw new FileRefused(`${before.reference}: ${reason} Nothing was saved; try again.`)
  await updateAssignments(db, after)
  await writeAudits(db, context.actor, changes.map(auditEntry))
}

function countPast({ values, starting }: AssignmentRow, { today }: ImportContext, past: Past): void {
  if (values.startOn >= today) return
  const start = toDay(values.startOn)
  const end = values.endOn === null ? Number.POSITIVE_INFINITY : toDay(values.endOn) + 1
  past.assignments += 1
  past.dates += datesBetween(starting, start, start, Math.min(toDay(today), end)).length
}

function pastNotes({ assignments, dates }: Past): string[] {
  if (assignments === 0) return []
  const count = (n: number, word: string) => `${n.toLocaleString('en-US')} ${word}${n === 1 ? '' : 's'}`
  return [
    `${count(assignments, 'assignment')} start${assignments === 1 ? 's' : ''} in the past: the next run charges ${count(dates, 'past billing date')}.`,
  ]
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
