import type { CalendarDate } from '../calendar-date'

export const assignmentStatuses = ['upcoming', 'active', 'ending', 'ended'] as const
export type AssignmentStatus = (typeof assignmentStatuses)[number]

/** Where an assignment is in its life: `ending` is active with an end date; on its last day it still is. */
export function statusOf(
  life: { startOn: CalendarDate; endOn: CalendarDate | null },
  today: CalendarDate,
): AssignmentStatus {
  if (life.endOn !== null && life.endOn < today) return 'ended'
  if (life.startOn > today) return 'upcoming'
  return life.endOn === null ? 'active' : 'ending'
}
