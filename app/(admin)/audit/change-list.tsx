import type { AuditValues } from '@/lib/audit/changes'
import { type ChangeLine, changeLines } from '@/lib/audit/labels'
import { calendarDateText } from '@/lib/date-text'

const shown = 3

/** What only the app itself reads: the names of the same things stand beside these. */
const silent = new Set(['customerId', 'payerId', 'didId', 'packageId', 'nextDueOn', 'createdBy'])

const spoken = (values: AuditValues | null) =>
  values && Object.fromEntries(Object.entries(values).filter(([name]) => !silent.has(name)))

/** A date as everywhere else; anything else as it is. */
const readable = (text: string | null) => (text === null ? 'nothing' : calendarDateText(text))

/** What changed, a line a value: the first few in sight, the rest one press away. */
export function ChangeList({ before, after }: { before: AuditValues | null; after: AuditValues | null }) {
  const lines = changeLines(spoken(before), spoken(after))
  const rest = lines.slice(shown)
  return (
    <div className="flex flex-col whitespace-normal">
      {lines.slice(0, shown).map(line => (
        <Line key={line.name} line={line} isNew={before === null} />
      ))}
      {rest.length > 0 && (
        <details className="group">
          <summary className="inline-flex rounded text-xs text-muted marker:content-none hover:text-ink">
            <span className="group-open:hidden">and {rest.length} more</span>
            <span className="hidden group-open:inline">less</span>
          </summary>
          {rest.map(line => (
            <Line key={line.name} line={line} isNew={before === null} />
          ))}
        </details>
      )}
    </div>
  )
}

function Line({ line, isNew }: { line: ChangeLine; isNew: boolean }) {
  const { name, before, after } = line
  return (
    <p className="break-words">
      <span className="text-muted">{name}: </span>
      {!isNew && (
        <>
          <del className="text-muted no-underline">{readable(before)}</del>
          <span aria-hidden="true" className="text-faint">
            {' → '}
          </span>
          <span className="sr-only"> became </span>
        </>
      )}
      <ins className="no-underline">{readable(after)}</ins>
    </p>
  )
}
