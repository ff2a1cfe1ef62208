import type { ListState } from '@/components/ui/table/list-url'
import { mostCounted, pageSize } from '@/lib/listing/paging'
import type { ListPage } from '@/lib/listing/read/pages'

/** What the foot of a list shows of a page that was found by its cursors: the page's number is only what it is called. */
export function pagerOf(list: ListState, { count, next, previous }: Omit<ListPage, 'ids'>) {
  return {
    count,
    countedTo: mostCounted,
    page: { number: previous === null ? 1 : Math.max(2, list.page), size: pageSize },
    cursor: { next, previous },
  }
}
