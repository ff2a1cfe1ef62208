import type { ReactNode } from 'react'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import type { Moves, OtherPart } from '@/lib/assignments/read/moves'
import { formatDay, toDay } from '@/lib/calendar-date'
import { calendarDateText } from '@/lib/date-text'

function Part({ part }: { part: OtherPart }) {
  if (part === null) return <>another customer</>
  return (
    <Link href={`/assignments/${part.id}`} className="num underline underline-offset-2">
      {part.reference}
    </Link>
  )
}

/** Of a number that was moved: where this assignment came from, where it went on, and which days are its own. */
export function MoveNotice({ moves: { from, to }, startOn }: { moves: Moves; startOn: string }) {
  if (from === null && to === null) return null
  const sentences: ReactNode[] = []
  if (from)
    sentences.push(
      <p key="from">
        Moved from <Part part={from.part} />; dates counted from <CalendarDate date={from.countedFrom} />.
      </p>,
    )
  if (to)
    sentences.push(
      <p key="to">
        Moved to <Part part={to.part} /> on <CalendarDate date={to.movedOn} />;{' '}
        {billedHere(startOn, to.before)}
      </p>,
    )
  return (
    <div className="mb-5">
      <Notice>{sentences}</Notice>
    </div>
  )
}

const billedHere = (startOn: string, before: string) =>
  before <= startOn
    ? 'nothing was billed here.'
    : `billed here up to ${calendarDateText(formatDay(toDay(before) - 1))}.`
