import type { ListState } from '@/components/ui/table/list-url'
import { parseDay } from '@/lib/calendar-date'

export type AskedDates = { from: string | null; to: string | null }

/** The first and last day that the address of a list asks for; what is no date asks for nothing. */
export function askedDates(list: ListState): AskedDates {
  const read = (key: 'from' | 'to') => {
    const text = list.filter(key)
    return text !== null && parseDay(text) !== null ? text : null
  }
  return { from: read('from'), to: read('to') }
}
