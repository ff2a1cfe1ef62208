import { roomClasses, widthOf } from './column-room'
import { ListNavigation } from './list-navigation'
import { readList } from './list-url'
import { NoRows } from './no-rows'
import { SelectAll, SelectionBar, SelectionProvider } from './selection'
import { TableBody } from './table-body'
import type { DataTableProps } from './table-column'
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
  const { rows, params = {}, prefix, selection, plain } = props
  const isEmpty = rows.length === 0
  const table = (
    <ListNavigation>
      <Toolbar {...props} />
      <div className="transition-opacity delay-100 group-aria-busy/list:opacity-55">
        {isEmpty ? <NoRows {...props} /> : <Table {...props} />}
      </div>
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

function Table<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, params = {}, prefix, selection } = props
  const room = roomClasses(columns, selection !== undefined)
  return (
    <div className="list">
      <table
        aria-label={props.caption}
        className="w-full table-fixed border-separate border-spacing-0 max-sm:block"
      >
        <colgroup className="max-sm:hidden">
          {selection && <col style={{ width: '2.5rem' }} />}
          {columns.map((column, index) => (
            <col
              key={column.key}
              className={room.get(column.key)}
              style={{ width: widthOf(column, index) }}
            />
          ))}
        </colgroup>
        <TableHead
          columns={columns}
          room={room}
          sort={props.sort}
          params={params}
          prefix={prefix}
          select={selection && <SelectAll ids={rows.map(rowKey)} />}
        />
        <TableBody {...props} room={room} />
      </table>
    </div>
  )
}
