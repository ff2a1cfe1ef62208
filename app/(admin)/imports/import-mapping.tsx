'use client'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/fields/select'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { type FileKind, fileLayouts } from '@/lib/imports/layouts'
import { type FileStart, type Mapping, missingColumns, readCell } from '@/lib/imports/mapping'

/** One column of the file is one of ours: whichever had it before has none then. */
function placed(mapping: Mapping, column: string, place: number | null): Mapping {
  const others = Object.entries(mapping).map(([name, was]) => [name, was === place ? null : was])
  return { ...Object.fromEntries(others), [column]: place }
}

/** Which column of the file is which of ours, with the first rows as they will be read. */
export function ImportMapping({
  kind,
  start,
  mapping,
  onChange,
  onCheck,
  busy,
}: {
  kind: FileKind
  start: FileStart
  mapping: Mapping
  onChange: (mapping: Mapping) => void
  onCheck: () => void
  busy: boolean
}) {
  const { columns, required } = fileLayouts[kind]
  const missing = missingColumns(mapping, kind)
  const options = [
    { value: '', label: 'Not in the file' },
    ...start.header.map((name, place) => ({
      value: String(place),
      label: name.trim() || `Column ${place + 1}`,
    })),
  ]
  return (
    <Panel
      title="Columns of the file"
      description="Matched by name; choose another column if one is wrong. Below are the first rows as they will be read."
      flush
      action={
        <Button size="sm" onClick={onCheck} disabled={missing.length > 0 || busy}>
          Check with these columns
        </Button>
      }
    >
      {missing.length > 0 && (
        <div className="p-3">
          <Notice tone="warn">
            Still needed: {missing.join(', ')}. Choose the column of the file that holds it.
          </Notice>
        </div>
      )}
      <table aria-label="Columns" className="w-full table-fixed border-separate border-spacing-0 text-left">
        <tbody>
          {columns.map(column => {
            const place = mapping[column] ?? null
            const firstCells =
              place === null ? '' : start.rows.map(row => readCell(row[place]) || 'empty').join(' · ')
            return (
              <tr key={column}>
                <th
                  scope="row"
                  className="w-[38%] border-b border-line px-4 py-1.5 font-normal break-words sm:w-52"
                >
                  <code className="text-xs">{column}</code>
                  {required.includes(column) && <span className="block text-xs text-muted">needed</span>}
                </th>
                <td className="border-b border-line px-2 py-1.5 sm:w-48">
                  <Select
                    aria-label={`Column for ${column}`}
                    options={options}
                    value={place === null ? '' : String(place)}
                    onValueChange={(value: string) =>
                      onChange(placed(mapping, column, value === '' ? null : Number(value)))
                    }
                  />
                  <span className="mt-1 block truncate text-xs text-muted sm:hidden">{firstCells}</span>
                </td>
                <td className="border-b border-line px-2 py-1.5 text-xs text-muted max-sm:hidden">
                  <span className="block truncate" title={firstCells}>
                    {firstCells}
                  </span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}
