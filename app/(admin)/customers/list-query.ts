import type { ListState } from '@/components/ui/table/list-url'
import type { CalendarDate } from '@/lib/calendar-date'
import type { CustomerAsk } from '@/lib/customers/read/customers'

/** What the address asks of the list of customers; the page and its export read it alike. */
export function customerAsk(list: ListState, today: CalendarDate): CustomerAsk {
  return {
    search: list.q,
    sort: list.sort ?? 'name',
    after: list.after,
    before: list.before,
    filters: {
      currency: list.filter('currency') ?? undefined,
      funds: list.filter('funds') ?? undefined,
      manager: list.filter('manager') ?? undefined,
    },
    today,
  }
}
