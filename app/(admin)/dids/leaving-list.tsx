import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { plural } from '@/components/ui/figure/number'
import type { MovePreview } from '@/lib/assignments/read/move-preview'
import type { LeavingAssignment, LeavingPreview } from '@/lib/dids/read/move-preview'
import { Net } from '../assignments/[id]/exit-quote'
import { LineList } from '../assignments/line-list'

/** The open assignments of a number, and what moving or ending each of them means for either side. */
export function LeavingList({
  leaving,
  from,
  isWaiting,
}: {
  leaving: LeavingPreview
  from: string
  isWaiting: boolean
}) {
  const { assignments, count, currency } = leaving
  return (
    <ul
      aria-label="Effect on each assignment"
      aria-live="polite"
      aria-busy={isWaiting || undefined}
      className="flex flex-col gap-3 transition-opacity aria-busy:opacity-60 aria-busy:delay-200"
    >
      {assignments.map(assignment => (
        <li key={assignment.id} className="rounded-lg border border-line p-3">
          <p>
            <span className="font-semibold">{assignment.package}</span>{' '}
            <span className="num text-muted">{assignment.reference}</span>
          </p>
          {assignment.problem && <p className="text-muted">{assignment.problem}</p>}
          {assignment.moved && <Moved moved={assignment.moved} from={from} currency={currency} />}
          <Ended assignment={assignment} currency={currency} />
        </li>
      ))}
      {count > assignments.length && (
        <li className="text-muted">and {plural(count - assignments.length, 'more assignment')}</li>
      )}
    </ul>
  )
}

function Ended({ assignment, currency }: { assignment: LeavingAssignment; currency: string }) {
  const { ended, isShort } = assignment
  if (!ended) return null
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-2">
        <span>
          Ends on <CalendarDate date={ended.endOn} weekday />
        </span>
        <Net cost={ended} currency={currency} />
      </p>
      {isShort && <p className="text-warn">Before its minimum days are over.</p>}
      {ended.lines.length > 0 && (
        <LineList lines={ended.lines} more={ended.lineCount - ended.lines.length} currency={currency} />
      )}
    </>
  )
}

function Moved({ moved, from, currency }: { moved: MovePreview; from: string; currency: string }) {
  const { is, boundary, endOn, old, oldCount, next } = moved
  return (
    <>
      {is === 'charged_once' && <p className="text-muted">Ends with the move: it was charged once.</p>}
      {is === 'ended_before' && (
        <p className="text-muted">
          Ends on <CalendarDate date={endOn} /> before the boundary: nothing to move.
        </p>
      )}
      {boundary !== null && (
        <p>
          The new customer pays from <CalendarDate date={boundary} weekday /> on.
        </p>
      )}
      {old.length > 0 && (
        <>
          <p className="mt-2 text-muted">{from} still pays</p>
          <LineList lines={old} more={oldCount - old.length} currency={currency} />
        </>
      )}
      {old.length === 0 && boundary !== null && (
        <p className="mt-2 text-muted">{from} has nothing more to pay.</p>
      )}
      {boundary !== null && (
        <>
          <p className="mt-2 text-muted">The new customer pays first</p>
          {next.length > 0 ? (
            <LineList lines={next} currency={currency} />
          ) : (
            <p className="text-muted">Nothing to charge yet.</p>
          )}
        </>
      )}
    </>
  )
}
