import type { Db } from '@/db/client'
import type { Problem } from '@/lib/assignments/problem'
import { givenProblems, targetProblems } from '@/lib/assignments/rules'
import { giveAssignments, type NewAssignment } from '@/lib/assignments/write/give'
import { saveAssignments } from '@/lib/assignments/write/save'
import type { CalendarDate } from '@/lib/calendar-date'
import { FileRefused } from '../file-refused'
import type { BatchResult, ImportContext, Importer } from '../importer'
import { lookup } from '../lookup'
import { didsByNumber, lockTargets, type SavedAssignment, savedAssignments } from '../read/assignments'
import { customersByCode } from '../read/customers'
import { packagesByCode } from '../read/packages'
import type { RowProblem } from '../report'
import { changeOf, refusedChanges, sameAssignment, withKeptColumns } from './assignment-changes'
import { countPast, countSettled, nothingPast, type Past, pastNotes } from './assignment-past'
import {
  type AssignmentRow,
  columnOf,
  didOf,
  type Lookups,
  type RowValues,
  readAssignment,
} from './assignment-row'

type Change = { before: SavedAssignment; after: RowValues & { endedOn: CalendarDate | null } }

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
      return write(db, { rows, problems }, context, past)
    },
    finish: async () => pastNotes(past),
  }
}

async function write(
  db: Db,
  { rows, problems }: { rows: readonly AssignmentRow[]; problems: RowProblem[] },
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
    const tell = (column: string | null, reason: string) => problems.push({ line: row.line, column, reason })
    const before = saved.get(row.values.reference)
    if (!before) {
      const broken = newProblems(row, context)
      for (const { field, sentence } of broken) tell(columnOf(field), sentence)
      if (broken.length === 0) created.push(row)
      continue
    }
    const values = withKeptColumns(before, row.values, context.has)
    const hasLeft = row.target.payer?.id !== before.payerId
    const refused = refusedChanges(before, values, { starting: row.starting, hasLeft })
    for (const { column, reason } of refused) tell(column, reason)
    if (refused.length > 0) continue
    if (sameAssignment(before, values)) unchanged += 1
    else changes.push(changeOf(before, values, context.today))
  }
  for (const row of created) countPast(past, row, context.today)
  await countSettled({ db, today: context.today }, past, changes)
  return {
    ...{ created: created.length, changed: changes.length, unchanged, problems },
    save: tx => save(tx, created, changes, context),
  }
}

/** A file charges past dates, as its check says. */
function newProblems({ values, sold, starting, target }: AssignmentRow, { today }: ImportContext): Problem[] {
  const given = { ...values, pastDates: 'charge' as const, isDid: values.didId !== null }
  return [...targetProblems(target, sold), ...givenProblems(given, { sold, starting, today })]
}

async function save(
  db: Db,
  created: readonly AssignmentRow[],
  changes: readonly Change[],
  context: ImportContext,
): Promise<void> {
  const given = created.flatMap(({ values, target }): NewAssignment[] =>
    target.payer === null ? [] : [{ ...values, payerId: target.payer.id }],
  )
  const moved = await lockTargets(db, given, 'key share')
  if (moved.length > 0)
    throw new FileRefused(
      'Another user moved one of these DIDs at the same moment. Nothing was saved; try again.',
    )
  // The history tells of the file: it has no row for each new assignment.
  await giveAssignments({ db, actor: context.actor }, given, { about: null })
  if (changes.length === 0) return
  const payers = changes.map(({ before }) => ({ payerId: before.payerId, didId: null }))
  await lockTargets(db, payers, 'update')
  await refuseChanged(db, changes)
  const reason = 'Imported from a file'
  await saveAssignments({ db, actor: context.actor }, changes, { today: context.today, reason })
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
      'Another user changed one of these assignments, or billed it, at the same moment. Nothing was saved; try again.',
    )
}
