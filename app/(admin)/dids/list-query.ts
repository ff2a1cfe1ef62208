import { idOf, type ListState } from '@/components/ui/table/list-url'
import type { CalendarDate } from '@/lib/calendar-date'
import type { DidAsk } from '@/lib/dids/read/dids'

/** What the address asks of the list of DIDs; the page and its export read it alike. */
export function didAsk(list: ListState, today: CalendarDate): DidAsk {
  return {
    search: list.q,
    sort: list.sort ?? 'number',
    after: list.after,
    before: list.before,
    filters: {
      owner: list.filter('owner') ?? undefined,
      package: list.filter('package') ?? undefined,
      enabled: list.filter('enabled') ?? undefined,
      carrier: list.filter('carrier') ?? undefined,
      customerId: idOf(list.filter('customer')) ?? undefined,
      leak: list.filter('leak') ?? undefined,
    },
    today,
  }
}
