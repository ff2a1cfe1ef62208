import { type CalendarDate, toDay } from '../calendar-date'

const assignmentStatuses = ['upcoming', 'active', 'ending', 'ended'] as const
export type AssignmentStatus = (typeof assignmentStatuses)[number]

type Life = { startOn: CalendarDate; endOn: CalendarDate | null; billsBeforeOn: CalendarDate | null }

/** True if its last day is the one before a move's boundary: nothing ends there, the next payer goes on. */
const isMovedThere = ({ endOn, billsBeforeOn }: Life) =>
  endOn !== null && billsBeforeOn !== null && toDay(endOn) + 1 === toDay(billsBeforeOn)

/** Where an assignment is in its life: `ending` is active with an end date; on its last day, and up to a move's boundary, it still is. */
export function statusOf(life: Life, today: CalendarDate): AssignmentStatus {
  // A part that a move began may end before it: then it never is.
  if (life.endOn !== null && (life.endOn < today || life.endOn < life.startOn)) return 'ended'
  if (life.startOn > today) return 'upcoming'
  return life.endOn === null || isMovedThere(life) ? 'active' : 'ending'
}
