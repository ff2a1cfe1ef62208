import { SearchX } from 'lucide-react'
import { EmptyState } from '../empty-state'
import { listHref, readList } from './list-url'
import type { DataTableProps } from './table-column'

function ListLink({ href, children }: { href: string; children: string }) {
  return (
    <a data-list-link href={href} className="font-medium text-accent hover:underline">
      {children}
    </a>
  )
}

/** Why a list has no rows to show, and the way to some; `empty` if nothing was looked for. */
export function NoRows<Row>({ params = {}, prefix, filters = [], search, empty }: DataTableProps<Row>) {
  const list = readList(params, prefix)
  // Somebody took away what was here, or an old address was opened.
  const isPastEnd = list.page > 1 || list.after !== null || list.before !== null
  if (isPastEnd)
    return (
      <EmptyState
        icon={SearchX}
        title="Nothing on this page"
        action={<ListLink href={listHref(params, {}, prefix)}>To the first page</ListLink>}
      >
        The list has become shorter meanwhile.
      </EmptyState>
    )
  const narrowed = (search && list.q !== '') || filters.some(filter => list.filter(filter.key) !== null)
  if (empty && !narrowed) return empty
  const cleared = Object.fromEntries(['q', ...filters.map(filter => filter.key)].map(key => [key, null]))
  return (
    <EmptyState
      icon={SearchX}
      title="Nothing matches"
      action={
        narrowed && <ListLink href={listHref(params, cleared, prefix)}>Clear search and filters</ListLink>
      }
    >
      {list.q
        ? `Nothing here matches “${list.q}”${filters.length > 0 ? ' with these filters' : ''}.`
        : undefined}
    </EmptyState>
  )
}
