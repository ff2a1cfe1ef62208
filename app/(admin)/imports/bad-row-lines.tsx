import { countText } from '@/components/ui/figure/number'
import type { BadRow } from '@/lib/imports/report'

const longest = 80

const shortText = (text: string) => (text.length > longest ? `${text.slice(0, longest)}…` : text)

/** One bad row: its line, each thing that is wrong with it, and beside that what it holds, the bad cells marked. */
export function BadRowLines({ row, header }: { row: BadRow; header: readonly string[] }) {
  const bad = new Set(row.problems.map(({ column }) => column))
  const width = Math.max(header.length, row.cells.length)
  const cells = Array.from({ length: width }, (_, place) => ({
    name: header[place]?.trim().toLowerCase() || `cell ${place + 1}`,
    text: row.cells[place]?.trim() ?? '',
  })).filter(({ name, text }) => text !== '' || bad.has(name))
  const cell = 'border-line px-4 py-2 max-sm:block max-sm:w-full sm:border-b'
  return (
    <tr className="align-top max-sm:block max-sm:border-b max-sm:border-line max-sm:py-1">
      <td className={`num sm:text-right max-sm:!pb-0 max-sm:text-xs max-sm:text-muted ${cell}`}>
        <span className="sm:hidden">Line </span>
        {countText(row.line)}
      </td>
      <td className={`break-words ${cell}`}>
        <ul className="space-y-1">
          {row.problems.map(({ column, reason }) => (
            <li key={`${column} ${reason}`}>
              {column === null ? (
                <span className="text-muted">The row</span>
              ) : (
                <code className="text-xs">{column}</code>
              )}{' '}
              {reason}
            </li>
          ))}
        </ul>
      </td>
      <td className={`text-xs break-words max-sm:!pt-0 ${cell}`}>
        {cells.map(({ name, text }) => (
          <span key={name} className="mr-3 inline-block max-w-full">
            <span className="text-muted">{name}</span>{' '}
            {bad.has(name) ? (
              <mark className="rounded-sm bg-bad-soft px-1 text-bad" title={text}>
                {text === '' ? 'empty' : shortText(text)}
              </mark>
            ) : (
              <span title={text}>{shortText(text)}</span>
            )}
          </span>
        ))}
      </td>
    </tr>
  )
}
