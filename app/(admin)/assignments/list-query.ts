import { idOf, type ListState } from '@/components/ui/table/list-url'
import type { AssignmentAsk } from '@/lib/assignments/read/assignments'
import type { CalendarDate } from '@/lib/calendar-date'

/** What the address asks of the list of assignments; the page and its export read it alike. */
export function assignmentAsk(list: ListState, today: CalendarDate): AssignmentAsk {
  return {
    search: list.q,
    sort: list.sort ?? '',
    after: list.after,
    before: list.before,
    filters: {
      status: list.filter('status') ?? undefined,
      target: list.filter('target') ?? undefined,
      manager: list.filter('manager') ?? undefined,
      packageId: idOf(list.filter('package')) ?? undefined,
    },
    today,
  }
}
