'use client'
import { ChartColumn, Table2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'

/** A drawing and the table of the same figures; one is shown at a time. */
export function ChartFrame({
  label,
  columns,
  rows,
  children,
}: {
  label: string
  columns: string[]
  rows: { key: string; label: string; cells: string[] }[]
  children: ReactNode
}) {
  const [asTable, setAsTable] = useState(false)
  const Shape = asTable ? ChartColumn : Table2
  return (
    <figure className="relative min-w-0">
      <figcaption className="mb-2 flex items-center justify-between gap-2">
        <span className="text-xs text-muted">{label}</span>
        <button
          type="button"
          onClick={() => setAsTable(!asTable)}
          className="inline-flex h-6 items-center gap-1 rounded px-1.5 text-xs text-muted hover:bg-hover hover:text-ink"
        >
          <Shape size={13} aria-hidden="true" />
          {asTable ? 'Show as chart' : 'Show as table'}
        </button>
      </figcaption>
      {asTable ? (
        <section className="max-h-64 overflow-auto" aria-label={label}>
          <table className="w-full border-separate border-spacing-0">
            <thead>
              <tr>
                <th className="sticky top-0 bg-surface" />
                {columns.map(column => (
                  <th
                    key={column}
                    scope="col"
                    className="sticky top-0 h-7 border-b border-line bg-surface px-2 text-right text-xs font-medium text-muted"
                  >
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <tr key={row.key}>
                  <th scope="row" className="num h-7 border-b border-line px-2 text-left font-normal">
                    {row.label}
                  </th>
                  {row.cells.map((cell, index) => (
                    <td key={columns[index]} className="num border-b border-line px-2 text-right">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        children
      )}
    </figure>
  )
}
