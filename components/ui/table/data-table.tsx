import { SearchX } from 'lucide-react'
import { EmptyState } from '../empty-state'
import { ListNavigation } from './list-navigation'
import { listHref, readList } from './list-url'
import { SelectAll, SelectionBar, SelectionProvider } from './selection'
import { TableBody } from './table-body'
import { type DataTableProps, narrowClass } from './table-column'
import { TableFilter } from './table-filter'
import { TableHead } from './table-head'
import { TablePager } from './table-pager'
import { TableSearch } from './table-search'

function Toolbar<Row>({
  columns,
  params = {},
  prefix,
  sort,
  search,
  filters = [],
  toolbar,
}: DataTableProps<Row>) {
  const list = readList(params, prefix)
  const sortable = columns.filter(column => column.sortable)
  if (!search && filters.length === 0 && !toolbar) return null
  const orders = sortable.flatMap(({ key, sortKey = key, header }) => [
    { value: sortKey, label: `${header} ↑` },
    { value: `-${sortKey}`, label: `${header} ↓` },
  ])
  return (
    <div className="mb-2 flex flex-wrap items-center gap-2 print:hidden">
      {search && <TableSearch label={search} params={params} prefix={prefix} />}
      {filters.map(({ key, ...filter }) => (
        <TableFilter
          key={key}
          name={key}
          value={list.filter(key)}
          params={params}
          prefix={prefix}
          {...filter}
        />
      ))}
      {orders.length > 0 && (
        <span className="contents sm:hidden">
          <TableFilter
            label="Sort"
            name="sort"
            options={orders}
            value={sort ?? null}
            params={params}
            prefix={prefix}
            fixed
          />
        </span>
      )}
      {toolbar && <div className="ml-auto flex flex-wrap items-center gap-2">{toolbar}</div>}
    </div>
  )
}

/**
 * A list from the server: search, filters, sort and position live in the URL, so that every view has an address. Works
 * without scripts but for search and filters; with them the rows stay in place, dimmed, until the next ones are here.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, params = {}, prefix, filters = [], search, selection, plain } = props
  const list = readList(params, prefix)
  const narrowed = (search && list.q !== '') || filters.some(filter => list.filter(filter.key) !== null)
  // Somebody took away what was here, or an old address was opened.
  const isPastEnd = list.page > 1 || list.after !== null || list.before !== null
  const cleared = Object.fromEntries(['q', ...filters.map(filter => filter.key)].map(key => [key, null]))
  const isEmpty = rows.length === 0
  const body = isEmpty ? (
    isPastEnd ? (
      <EmptyState
        icon={SearchX}
        title="Nothing on this page"
        action={
          <a
            data-list-link
            href={listHref(params, {}, prefix)}
            className="font-medium text-accent hover:underline"
          >
            To the first page
          </a>
        }
      >
        The list has become shorter since its address was made.
      </EmptyState>
    ) : narrowed || !props.empty ? (
      <EmptyState
        icon={SearchX}
        title="Nothing matches"
        action={
          narrowed && (
            <a
              data-list-link
              href={listHref(params, cleared, prefix)}
              className="font-medium text-accent hover:underline"
            >
              Clear search and filters
            </a>
          )
        }
      >
        {list.q
          ? `Nothing here matches “${list.q}”${filters.length > 0 ? ' with these filters' : ''}.`
          : undefined}
      </EmptyState>
    ) : (
      props.empty
    )
  ) : (
    <div className="overflow-x-auto lg:overflow-visible max-sm:overflow-visible">
      <table
        aria-label={props.caption}
        className="w-full table-fixed border-separate border-spacing-0 sm:min-w-[44rem] max-sm:block print:min-w-0"
      >
        <colgroup className="max-sm:hidden">
          {selection && <col style={{ width: '2.5rem' }} />}
          {columns.map(column => (
            <col
              key={column.key}
              className={narrowClass(column)}
              style={column.width ? { width: column.width } : undefined}
            />
          ))}
        </colgroup>
        <TableHead
          columns={columns}
          sort={props.sort}
          params={params}
          prefix={prefix}
          select={selection && <SelectAll ids={rows.map(rowKey)} />}
        />
        <TableBody {...props} />
      </table>
    </div>
  )
  const table = (
    <ListNavigation>
      <Toolbar {...props} />
      <div className="transition-opacity delay-100 group-aria-busy/list:opacity-55">{body}</div>
      {!isEmpty && !plain && (
        <TablePager
          params={params}
          prefix={prefix}
          shown={rows.length}
          count={props.count}
          countedTo={props.countedTo}
          page={props.page}
          cursor={props.cursor}
        />
      )}
      {selection && <SelectionBar>{selection.bar}</SelectionBar>}
    </ListNavigation>
  )
  return selection ? <SelectionProvider>{table}</SelectionProvider> : table
}
