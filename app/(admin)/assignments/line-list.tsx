import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money } from '@/components/ui/figure/money'
import { plural } from '@/components/ui/figure/number'
import type { SeenLine } from '@/lib/assignments/read/lines'
import type { Waiver } from '@/lib/billing/line'
import { kindWords, skipWords } from '@/lib/billing-runs/labels'

export type ListedLine = SeenLine & { waiver?: Waiver | null }

/**
 * Dates, kinds and amounts of lines, each with its sentence as the title; `label` names what a line is of, `act` is what can be done
 * to it. A line that was taken off is struck, and says why.
 */
export function LineList<Line extends ListedLine>({
  lines,
  currency,
  more = 0,
  label,
  act,
}: {
  lines: Line[]
  currency: string
  more?: number
  label?: (line: Line) => ReactNode
  act?: (line: Line) => ReactNode
}) {
  return (
    <ol className="mt-1 flex flex-col">
      {lines.map(line => (
        <li
          key={`${line.assignmentId}:${line.kind}:${line.periodFrom}`}
          title={line.waiver ? undefined : line.explanation}
          className="flex min-h-8 flex-wrap items-center gap-x-3 border-b border-line py-1 last:border-0"
        >
          <span className={classNames('w-24 shrink-0', line.waiver && 'text-muted')}>
            <CalendarDate date={line.billingOn} />
          </span>
          <span className="min-w-0 flex-1 truncate text-muted">
            {label ? label(line) : kindWords[line.kind]}
            {line.part && ` · ${line.part}`}
          </span>
          <Amount line={line} currency={currency} />
          {act && <span className="-my-1 flex w-8 justify-end">{!line.waiver && act(line)}</span>}
          {line.waiver && <Taken waiver={line.waiver}>{act?.(line)}</Taken>}
        </li>
      ))}
      {more > 0 && <li className="py-1 text-muted">and {plural(more, 'more charge')}</li>}
    </ol>
  )
}

function Amount({ line, currency }: { line: ListedLine; currency: string }) {
  const amount = <Money minor={line.retailMinor} currency={currency} quiet={Boolean(line.waiver)} />
  return line.waiver ? <s>{amount}</s> : amount
}

/** Why a line was taken off, and the way to take that back. */
export function Taken({
  waiver,
  children,
}: {
  waiver: Pick<Waiver, 'outcome' | 'reason'>
  children?: ReactNode
}) {
  return (
    <span className="flex min-w-0 basis-full items-baseline gap-2 pl-27 text-xs text-muted">
      <span className="min-w-0 flex-1 truncate" title={waiver.reason}>
        {skipWords[waiver.outcome].short}: {waiver.reason}
      </span>
      {children}
    </span>
  )
}
