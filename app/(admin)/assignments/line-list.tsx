import { CalendarDate } from '@/components/ui/calendar-date'
import { Money } from '@/components/ui/money'
import { plural } from '@/components/ui/number'
import type { SeenLine } from '@/lib/assignments/lines'
import { kindWords } from '@/lib/billing-runs/words'

/** Dates, kinds and amounts of lines, each with its sentence as the title; `label` names what a line is of. */
export function LineList({
  lines,
  currency,
  more = 0,
  label,
}: {
  lines: SeenLine[]
  currency: string
  more?: number
  label?: (line: SeenLine) => React.ReactNode
}) {
  return (
    <ol className="mt-1 flex flex-col">
      {lines.map(line => (
        <li
          key={`${line.assignmentId}:${line.kind}:${line.periodFrom}`}
          title={line.explanation}
          className="flex min-h-8 items-center gap-3 border-b border-line py-1 last:border-0"
        >
          <span className="w-24 shrink-0">
            <CalendarDate date={line.billingOn} />
          </span>
          <span className="min-w-0 flex-1 truncate text-muted">
            {label ? label(line) : kindWords[line.kind]}
            {line.part && ` · ${line.part}`}
          </span>
          <Money minor={line.retailMinor} currency={currency} />
        </li>
      ))}
      {more > 0 && <li className="py-1 text-muted">and {plural(more, 'more charge')}</li>}
    </ol>
  )
}
