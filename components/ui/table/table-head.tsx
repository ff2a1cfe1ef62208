import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../class-names'
import { listHref, nextSort, type SearchParams } from './list-url'
import type { Column } from './table-column'

type SortState = 'ascending' | 'descending' | 'none'

function sortStateOf(sort: string | null | undefined, sortKey: string): SortState {
  if (sort === sortKey) return 'ascending'
  return sort === `-${sortKey}` ? 'descending' : 'none'
}

function SortMark({ state }: { state: SortState }) {
  if (state === 'ascending') return <ArrowUp size={12} aria-hidden="true" className="shrink-0" />
  if (state === 'descending') return <ArrowDown size={12} aria-hidden="true" className="shrink-0" />
  return (
    <ChevronsUpDown
      size={12}
      aria-hidden="true"
      className="shrink-0 opacity-40 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100"
    />
  )
}

const justify = { left: '', right: 'justify-end', center: 'justify-center' } as const
const text = { left: 'text-left', right: 'text-right', center: 'text-center' } as const

/** The sticky head of a table. A sortable column is a link, so that it works before and without scripts. */
export function TableHead<Row>({
  columns,
  room,
  sort,
  params,
  prefix,
  select,
}: {
  columns: Column<Row>[]
  /** The class of each column that a narrow list leaves out. */
  room: ReadonlyMap<string, string>
  sort: string | null | undefined
  params: SearchParams
  prefix?: string
  select?: ReactNode
}) {
  return (
    <thead className="max-sm:sr-only">
      <tr>
        {select && (
          <th
            scope="col"
            className="sticky top-12 z-10 h-9 print:static border-b border-line bg-canvas pl-3 text-left"
          >
            {select}
          </th>
        )}
        {columns.map(({ key, header, align = 'left', sortable, sortKey = key, hint }) => {
          const state = sortStateOf(sort, sortKey)
          // A column of buttons has no name, and a heading without one is read out as nothing.
          const Cell = header === '' ? 'td' : 'th'
          return (
            <Cell
              key={key}
              scope={header === '' ? undefined : 'col'}
              title={hint}
              aria-sort={sortable ? state : undefined}
              className={classNames(
                'sticky top-12 z-10 h-9 print:static border-b border-line bg-canvas px-3 text-xs font-medium whitespace-nowrap text-muted',
                text[align],
                room.get(key),
              )}
            >
              {sortable ? (
                <a
                  data-list-link
                  href={listHref(params, { sort: nextSort(sort, sortKey) }, prefix)}
                  className={classNames(
                    'group/sort -mx-1 inline-flex max-w-full items-center gap-1 rounded px-1 py-1 hover:text-ink',
                    align === 'right' && 'flex-row-reverse',
                    justify[align],
                    state !== 'none' && 'text-ink',
                  )}
                >
                  <span className="truncate">{header}</span>
                  <SortMark state={state} />
                </a>
              ) : (
                <span className="block truncate">{header}</span>
              )}
            </Cell>
          )
        })}
      </tr>
    </thead>
  )
}
