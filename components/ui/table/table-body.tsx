import { classNames } from '../class-names'
import { Link } from '../link'
import { LinkPending } from '../link-pending'
import { SelectRow } from './selection'
import type { Column, DataTableProps } from './table-column'

const places = { title: 'cell-title', meta: 'cell-meta', hide: 'max-sm:hidden' } as const

// Short names: a list says them hundreds of times, in the page and in what React reads of it. They are in app/globals.css.
function cellClasses<Row>(column: Column<Row>, first: boolean, room?: string): string {
  const { align = 'left', phone = 'meta' } = column
  return classNames(
    'cell',
    align === 'right' ? 'cell-number' : 'cell-words',
    align === 'center' && 'text-center',
    room,
    first ? 'cell-name' : places[phone],
  )
}

/** The header, shown before the cell on a phone, where there is no head. */
const labelOf = ({ header }: { header: string }, shown: boolean) => (shown && header ? header : undefined)

/** The rows, and the totals under them. On a phone each row is a card of the same cells. */
export function TableBody<Row>({
  columns,
  room,
  rows,
  rowKey,
  href,
  totals,
  selection,
  plain,
}: DataTableProps<Row> & { room: ReadonlyMap<string, string> }) {
  return (
    <>
      <tbody className="max-sm:block max-sm:border-t max-sm:border-line">
        {rows.map(row => {
          const id = rowKey(row)
          const to = href?.(row)
          const first = columns[0]?.cell(row)
          const label = selection?.label?.(row) ?? (typeof first === 'string' ? first : id)
          return (
            <tr key={id} className={classNames('row', plain && !totals && 'sm:last:[&>td]:border-b-0')}>
              {selection && (
                <td className="cell relative pr-0">
                  <SelectRow id={id} label={label} />
                </td>
              )}
              {columns.map((column, index) => {
                const content = index === 0 ? first : column.cell(row)
                return (
                  <td
                    key={column.key}
                    data-cut={column.align === 'right' ? undefined : ''}
                    data-label={labelOf(column, index > 0 && column.phone !== 'title')}
                    className={cellClasses(column, index === 0, room.get(column.key))}
                  >
                    {index === 0 && to ? (
                      <Link
                        href={to}
                        prefetch={false}
                        className="-mx-1 rounded px-1 py-1 underline-offset-3 hover:text-accent hover:underline"
                      >
                        {content}
                        <LinkPending />
                      </Link>
                    ) : (
                      content
                    )}
                  </td>
                )
              })}
            </tr>
          )
        })}
      </tbody>
      {totals && (
        <tfoot className="max-sm:block">
          <tr className="row font-medium hover:bg-transparent">
            {selection && <td className="max-sm:hidden" />}
            {columns.map((column, index) => (
              <td
                key={column.key}
                data-label={labelOf(column, index > 0 && Boolean(totals[column.key]))}
                className={classNames(
                  'cell max-sm:empty:hidden',
                  column.align === 'right' && 'cell-number',
                  room.get(column.key),
                )}
              >
                {totals[column.key] || (index === 0 && 'Total')}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </>
  )
}
