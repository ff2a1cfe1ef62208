import { Panel } from '@/components/ui/panel'
import type { FileLayout } from '@/lib/imports/layouts'

/** The columns that a file may have, with an example of each; one that is not needed may be left out. */
export function ImportColumns({ layout }: { layout: FileLayout }) {
  const { columns, required, anyOf, example } = layout
  const noteOf = (column: string) => {
    if (required.includes(column)) return 'needed'
    return anyOf?.includes(column) ? 'one of two' : null
  }
  return (
    <Panel title="Columns" description="CSV in UTF-8 with a header row. An empty cell is the default.">
      <dl className="space-y-1.5">
        {columns.map((column, index) => (
          <div key={column} className="flex items-baseline justify-between gap-3">
            <dt className="min-w-0 break-words">
              <code className="text-xs">{column}</code>
              {noteOf(column) && <span className="ml-1.5 text-xs text-muted">{noteOf(column)}</span>}
            </dt>
            <dd className="max-w-[55%] truncate text-xs text-faint" title={example[index]}>
              {example[index]}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
