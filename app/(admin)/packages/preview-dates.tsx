import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money } from '@/components/ui/figure/money'
import type { Line } from '@/lib/billing/line'
import { formatDay } from '@/lib/calendar-date'
import type { Preview, PreviewDate } from '@/lib/packages/preview'

function lineNote(line: Line): string | null {
  if (line.kind === 'setup') return 'setup'
  const part =
    line.numerator === line.denominator ? 'in full' : `${line.numerator} of ${line.denominator} days`
  if (line.shape === 'first_stub') return `first period, ${part}`
  if (line.shape === 'cut') return `last period, ${part}`
  return null
}

function notesOf({ lines, clampedFrom }: PreviewDate): string {
  const notes = lines.map(lineNote)
  if (clampedFrom !== null) notes.push(`for the ${clampedFrom}th`.replace('31th', '31st'))
  return notes.filter(note => note !== null).join(', ')
}

function headingOf(count: number): string {
  if (count === 12) return 'The next 12 billing dates'
  return count === 1 ? 'The billing date' : 'Billing dates'
}

/** The next billing dates with their amounts; a date that a short month moved says from where. */
export function PreviewDates({ preview, currency }: { preview: Preview; currency: string }) {
  const { dates } = preview
  return (
    <div>
      <h3 className="mb-1 text-xs text-muted">{headingOf(dates.length)}</h3>
      {dates.length === 0 && <p className="text-muted">Nothing is charged between these dates.</p>}
      <ol>
        {dates.map(date => (
          <li key={date.day} className="flex items-baseline justify-between gap-3 border-t border-line py-1">
            <span className="min-w-0">
              <CalendarDate date={formatDay(date.day)} weekday />
              {notesOf(date) && <span className="ml-2 text-xs text-muted">{notesOf(date)}</span>}
            </span>
            <span className="shrink-0">
              {date.lines.some(line => line.kind === 'minimum_spend') && (
                <span className="mr-1 text-xs text-muted">Up to</span>
              )}
              <Money minor={date.retailMinor} currency={currency} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
