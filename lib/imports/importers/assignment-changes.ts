import type { CalendarDate } from '@/lib/calendar-date'
import type { ImportContext } from '../importer'
import type { SavedAssignment } from '../read/assignments'
import type { AssignmentChange, AssignmentValues } from '../write/assignments'

const columnOf = {
  quantity: 'quantity',
  endOn: 'end_date',
  autoDecrementCredit: 'auto_decrement_credit',
  minutes: 'minutes',
  setupWaived: 'setup_waived',
  minimumDays: 'minimum_days',
} as const

type Kept = keyof typeof columnOf

/** The row as it would be saved: a column that the file does not have keeps what is there. */
export function withKeptColumns(
  saved: SavedAssignment,
  values: AssignmentValues,
  has: ImportContext['has'],
): AssignmentValues {
  const keep = <Field extends Kept>(field: Field) => (has(columnOf[field]) ? values[field] : saved[field])
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
export function sameAssignment(saved: SavedAssignment, values: AssignmentValues): boolean {
  return compared.every(field => saved[field] === values[field])
}

/** Why a row may not change what is saved, by column; none where it may. */
export function refusedChanges(
  saved: SavedAssignment,
  values: AssignmentValues,
): { column: string; reason: string }[] {
  const problems: { column: string; reason: string }[] = []
  const refuse = (column: string, reason: string) => problems.push({ column, reason })
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
  const isLater = saved.endOn !== null && (values.endOn === null || values.endOn > saved.endOn)
  if (!isMoved && isLater && values.payerId !== saved.payerId)
    refuse('end_date', 'Its DID left the customer who pays: it cannot end later. Assign the package anew.')
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

/** Whether a run has looked past the start, so that charges may be there. */
function isBilled(saved: SavedAssignment): boolean {
  return saved.lookedThroughOn !== null && saved.lookedThroughOn >= saved.startOn
}

/** The change to write. An end that the file changes was typed today: nothing is settled with an earlier date. */
export function changeOf(
  saved: SavedAssignment,
  values: AssignmentValues,
  today: CalendarDate,
): AssignmentChange {
  const endedOn = saved.endOn === values.endOn ? saved.endedOn : today
  return { ...values, id: saved.id, payerId: saved.payerId, endedOn }
}
