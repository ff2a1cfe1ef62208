import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Instant } from '@/components/ui/figure/instant'
import { countText, plural } from '@/components/ui/figure/number'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import type { RunState } from '@/lib/billing-runs/labels'
import type { ChargedBy } from '@/lib/billing-runs/read/charged-before'
import type { RunDetails } from '@/lib/billing-runs/read/runs'

/** Before the parts of "1, 2 and 3". */
function separatorBefore(index: number, count: number): string {
  if (index === 0) return ''
  return index === count - 1 ? ' and ' : ', '
}

function RunLinks({ chargedBy, linksRuns }: { chargedBy: ChargedBy[]; linksRuns: boolean }) {
  return chargedBy.slice(0, 3).map(({ runId }, index, { length }) => (
    <span key={runId}>
      {separatorBefore(index, length)}
      {linksRuns ? (
        <Link href={`/billing-runs/${runId}`} className="text-accent underline underline-offset-2">
          run #{runId}
        </Link>
      ) : (
        `run #${runId}`
      )}
    </span>
  ))
}

type NothingOf = { run: RunDetails; chargedBy: ChargedBy[]; linksRuns: boolean }

/** A run that charged nothing says why, in so many words. */
function WhyNothing({ run, chargedBy, linksRuns }: NothingOf) {
  const total = chargedBy.reduce((sum, { count }) => sum + count, 0)
  if (total > 0)
    return (
      <>
        {total === 1
          ? 'The one line that is due was'
          : `All ${countText(total)} lines through this date were`}{' '}
        already charged by <RunLinks chargedBy={chargedBy} linksRuns={linksRuns} />
        {chargedBy.length > 3 && ` and ${plural(chargedBy.length - 3, 'earlier run')}`}.
      </>
    )
  if (run.skippedCount > 0)
    return `${plural(run.skippedCount, 'line was', 'lines were')} looked at and skipped, each for a reason below.`
  return (
    <>
      Nothing is due through <CalendarDate date={run.throughOn} />.
    </>
  )
}

function Nothing(of: NothingOf) {
  return (
    <Notice title={of.run.mode === 'post' ? 'Nothing to post' : 'Nothing would be charged'}>
      <WhyNothing {...of} />
    </Notice>
  )
}

/** The state of the run, if it is worth a notice: undone, interrupted, failed, or nothing to do. */
export function RunNotices({
  run,
  state,
  chargedBy,
  timeZone,
  linksRuns,
}: {
  run: RunDetails
  state: RunState
  chargedBy: ChargedBy[]
  timeZone: string
  linksRuns: boolean
}) {
  const kept = run.mode === 'post' ? 'Its charges stay. Resume it to post the missing ones.' : ''
  return (
    <>
      {run.linesDeletedAt !== null && (
        <Notice title="The lines of this simulation were deleted">
          Lines are kept for 30 days; the sums stay. Simulate again to see lines.
        </Notice>
      )}
      {state === 'undone' && (
        <Notice title="This run was undone">
          By {run.undoneBy ?? 'the command line'}, <Instant at={run.undoneAt} timeZone={timeZone} />:{' '}
          {plural(run.reversedCount, 'mirror entry', 'mirror entries')}. Reason:{' '}
          {run.undoReason ?? 'none given'}
        </Notice>
      )}
      {state === 'undo_stopped' && (
        <Notice tone="warn" title="The undo of this run stopped">
          {run.failure ?? 'The app was stopped or lost its database.'} {countText(run.reversedCount)} of{' '}
          {plural(run.chargedCount, 'charge')} {run.reversedCount === 1 ? 'has its' : 'have their'} mirror
          entry; the others stay until the undo is resumed. Reason: {run.undoReason ?? 'none given'}
        </Notice>
      )}
      {state === 'paused' && (
        <Notice tone="warn" title="This run is paused">
          It looked at {countText(run.assignmentsDone)} of {plural(run.assignmentsTotal, 'assignment')}.
          Nothing more is {run.mode === 'post' ? 'posted' : 'planned'} until the run is resumed.
        </Notice>
      )}
      {state === 'cancelled' && (
        <Notice title="This run was cancelled">
          It looked at {countText(run.assignmentsDone)} of {plural(run.assignmentsTotal, 'assignment')}.
          {run.mode === 'post' && ' Its charges stay, unless you undo them.'}
        </Notice>
      )}
      {state === 'interrupted' && (
        <Notice tone="warn" title="This run was interrupted">
          It stopped after {countText(run.assignmentsDone)} of {plural(run.assignmentsTotal, 'assignment')}:
          the app was stopped or lost its database. {kept}
        </Notice>
      )}
      {state === 'failed' && (
        <Notice tone="bad" title="This run failed">
          {run.failure ?? 'No reason was recorded.'} It had looked at {countText(run.assignmentsDone)} of{' '}
          {plural(run.assignmentsTotal, 'assignment')}. {kept}
        </Notice>
      )}
      {state === 'completed' && run.chargedCount === 0 && (
        <Nothing run={run} chargedBy={chargedBy} linksRuns={linksRuns} />
      )}
      {run.status !== 'undone' && run.status !== 'undoing' && run.reversedCount > 0 && (
        <Notice tone="warn">
          {plural(run.reversedCount, 'charge')} of this run {run.reversedCount === 1 ? 'was' : 'were'} undone.
          The others stay.
        </Notice>
      )}
    </>
  )
}
