import type { ReactNode } from 'react'
import { classNames } from './class-names'
import type { DataTableProps } from './data-table'
import { Link } from './link'
import { LinkPending } from './link-pending'
import { SelectRow } from './selection'
import { type Column, narrowClass } from './table-column'

const place = {
  title: 'max-sm:order-1 max-sm:ml-auto max-sm:text-right',
  meta: 'max-sm:order-3 max-sm:basis-auto max-sm:text-xs max-sm:text-muted',
  hide: 'max-sm:hidden',
} as const

function cellClasses<Row>(column: Column<Row>, first: boolean): string {
  const { align = 'left', phone = 'meta' } = column
  return classNames(
    'h-[38px] print:h-7 border-b border-line px-3 max-sm:block max-sm:h-auto max-sm:border-0 max-sm:p-0',
    align === 'right' ? 'num text-right max-sm:text-left' : 'truncate',
    align === 'center' && 'text-center',
    narrowClass(column),
    first ? 'font-medium max-sm:order-1 max-sm:min-w-0 max-sm:flex-1 max-sm:text-base' : place[phone],
  )
}

function Labelled({ header, show, children }: { header: string; show: boolean; children: ReactNode }) {
  return (
    <>
      {show && <span className="mr-1 text-faint sm:hidden">{header}</span>}
      {children}
    </>
  )
}

/** The rows, and the totals under them. On a phone each row is a card of the same cells. */
export function TableBody<Row>({
  columns,
  rows,
  rowKey,
  href,
  totals,
  selection,
  plain,
}: DataTableProps<Row>) {
  const card =
    'max-sm:flex max-sm:flex-wrap max-sm:items-baseline max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:border-b max-sm:border-line max-sm:px-1 max-sm:py-2.5 max-sm:after:order-2 max-sm:after:basis-full max-sm:after:content-[""]'
  return (
    <>
      <tbody className="max-sm:block max-sm:border-t max-sm:border-line">
        {rows.map(row => {
          const id = rowKey(row)
          const to = href?.(row)
          const first = columns[0]?.cell(row)
          const label = selection?.label?.(row) ?? (typeof first === 'string' ? first : id)
          return (
            <tr
              key={id}
              className={classNames('hover:bg-hover', card, plain && !totals && 'sm:last:[&>td]:border-b-0')}
            >
              {selection && (
                <td className="relative h-[38px] border-b border-line pl-3 max-sm:block max-sm:h-auto max-sm:border-0 max-sm:pl-0">
                  <SelectRow id={id} label={label} />
                </td>
              )}
              {columns.map((column, index) => {
                const content = index === 0 ? first : column.cell(row)
                return (
                  <td
                    key={column.key}
                    data-cut={column.align === 'right' ? undefined : ''}
                    className={cellClasses(column, index === 0)}
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
                      <Labelled
                        header={column.header}
                        show={index > 0 && column.phone !== 'title' && column.header !== ''}
                      >
                        {content}
                      </Labelled>
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
          <tr className={classNames('font-medium', card)}>
            {selection && <td className="max-sm:hidden" />}
            {columns.map((column, index) => (
              <td
                key={column.key}
                className={classNames(
                  'h-[38px] border-b border-line px-3 max-sm:block max-sm:h-auto max-sm:border-0 max-sm:p-0 max-sm:empty:hidden',
                  column.align === 'right' && 'num text-right max-sm:text-left',
                  narrowClass(column),
                )}
              >
                {totals[column.key] ? (
                  <Labelled header={column.header} show={index > 0}>
                    {totals[column.key]}
                  </Labelled>
                ) : (
                  index === 0 && 'Total'
                )}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </>
  )
}
