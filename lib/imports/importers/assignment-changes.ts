import type { Field, Problem } from '@/lib/assignments/problem'
import { leftProblem, termsProblems } from '@/lib/assignments/rules'
import type { Terms } from '@/lib/billing/terms'
import type { CalendarDate } from '@/lib/calendar-date'
import type { ImportContext } from '../importer'
import type { SavedAssignment } from '../read/assignments'
import { assignmentColumns, columnOf, type RowValues } from './assignment-row'

/** The row as it would be saved: a column that the file does not have keeps what is there. */
export function withKeptColumns(
  saved: SavedAssignment,
  values: RowValues,
  has: ImportContext['has'],
): RowValues {
  const keep = <Name extends keyof RowValues & keyof SavedAssignment>(name: Name) =>
    has(assignmentColumns[name]) ? values[name] : saved[name]
  return {
    ...values,
    quantity: keep('quantity'),
    endOn: keep('endOn'),
    autoDecrementCredit: keep('autoDecrementCredit'),
    minutes: keep('minutes'),
    setupWaived: keep('setupWaived'),
    minimumDays: keep('minimumDays'),
  }
}

const compared = [
  'packageId',
  'customerId',
  'didId',
  'quantity',
  'startOn',
  'endOn',
  'autoDecrementCredit',
  'minutes',
  'setupWaived',
  'minimumDays',
] as const

/** True where the row says what is saved. */
export function sameAssignment(saved: SavedAssignment, values: RowValues): boolean {
  return compared.every(field => saved[field] === values[field])
}

/** Why a row may not change what is saved, by column; none where it may. `hasLeft`: its DID is another customer's by now. */
export function refusedChanges(
  saved: SavedAssignment,
  values: RowValues,
  { starting, hasLeft }: { starting: Terms; hasLeft: boolean },
): { column: string | null; reason: string }[] {
  const problems: { column: string | null; reason: string }[] = []
  const refuse = (column: string | null, reason: string) => problems.push({ column, reason })
  if (saved.packageId !== values.packageId)
    refuse('package_code', 'This assignment has another package. End it and add one under another reference.')
  if (saved.customerId !== values.customerId || saved.didId !== values.didId)
    refuse(
      values.didId === null ? 'customer_account_code' : 'did',
      'This assignment belongs to another customer or DID. End it and add one under another reference.',
    )
  const isMoved = saved.rootId !== null || saved.payersBefore.length > 0
  if (isMoved && saved.endOn !== values.endOn)
    refuse('end_date', 'Its number was moved: its end is changed in the app, if it may change at all.')
  if (!isMoved)
    for (const { field, sentence } of changedTermsProblems(saved, values, { starting, hasLeft }))
      refuse(columnOf(field), sentence)
  if (!isBilled(saved) && !isMoved) return problems
  if (saved.startOn !== values.startOn)
    refuse('start_date', `It has been billed since ${saved.startOn}: the start stays.`)
  if (saved.quantity !== values.quantity)
    refuse(
      'quantity',
      `It has been billed with ${saved.quantity}: change the quantity in the app, from a date.`,
    )
  if (saved.setupWaived !== values.setupWaived)
    refuse('setup_waived', 'Setup has been billed: this stays as it is.')
  if (saved.minimumDays !== values.minimumDays)
    refuse('minimum_days', 'It has been billed: its minimum days stay.')
  return problems
}

/** The rules of assignments, for what the row changes: an end that an admin saved before its minimum days stays. */
function changedTermsProblems(
  saved: SavedAssignment,
  values: RowValues,
  { starting, hasLeft }: { starting: Terms; hasLeft: boolean },
): Problem[] {
  const isChanged = (field: keyof RowValues & keyof SavedAssignment) => saved[field] !== values[field]
  const dependsOn: Partial<Record<Field, Parameters<typeof isChanged>[0][]>> = {
    minutes: ['minutes'],
    minimumDays: ['minimumDays'],
    endOn: ['startOn', 'endOn', 'minimumDays'],
  }
  const isLater = saved.endOn !== null && (values.endOn === null || values.endOn > saved.endOn)
  const left = isLater && hasLeft ? [leftProblem] : []
  const ofTerms = termsProblems({ ...values, isDid: values.didId !== null }, starting)
  return [...left, ...ofTerms.filter(({ field }) => field !== null && dependsOn[field]?.some(isChanged))]
}

/** Whether a run has looked past the start, so that charges may be there. */
function isBilled(saved: SavedAssignment): boolean {
  return saved.lookedThroughOn !== null && saved.lookedThroughOn >= saved.startOn
}

/** The change to write. An end that the file changes was typed today: nothing is settled with an earlier date. */
export function changeOf(
  saved: SavedAssignment,
  values: RowValues,
  today: CalendarDate,
): { before: SavedAssignment; after: RowValues & { endedOn: CalendarDate | null } } {
  const endedOn = saved.endOn === values.endOn ? saved.endedOn : today
  return { before: saved, after: { ...values, endedOn } }
}
