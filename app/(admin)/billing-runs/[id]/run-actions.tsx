import { Download } from 'lucide-react'
import { buttonClasses, LinkButton } from '@/components/ui/button'
import type { RunState } from '@/lib/billing-runs/labels'
import type { RunDetails } from '@/lib/billing-runs/read/runs'
import { customersOf } from '../run-labels'
import { PostRun } from './post-run'
import { ResumeUndo } from './resume-undo'
import { SteerRun } from './steer-run'
import { UndoRun } from './undo-run'

/** What an admin can do with a run: steer it while it is open, export it, undo it, or post what it simulated. */
export function RunActions({
  run,
  customerIds,
  state,
  today,
}: {
  run: RunDetails
  /** Those chosen for the run; none for all. */
  customerIds: readonly number[]
  state: RunState
  today: string
}) {
  if (state === 'running') return <SteerRun runId={run.id} state={state} />
  if (state === 'undoing') return null
  const isOpen = state === 'paused' || state === 'interrupted' || state === 'failed'
  // A manager's simulation covers their customers only; a posting covers whole customers, at their prices.
  const isWhole = run.managerId === null && run.packageCount === 0 && run.catalogueOn === null
  const canPost = isWhole && (run.mode === 'simulate' ? !isOpen : isOpen && run.reversedCount > 0)
  const canUndo = run.mode === 'post' && run.chargedCount > run.reversedCount && state !== 'undo_stopped'
  return (
    <>
      {run.chargedCount > 0 && (
        <a href={`/billing-runs/${run.id}/charges.csv`} download className={buttonClasses({})}>
          <Download size={15} aria-hidden="true" />
          Export CSV
        </a>
      )}
      {canUndo && <UndoRun runId={run.id} />}
      {state === 'undo_stopped' && <ResumeUndo runId={run.id} reason={run.undoReason ?? 'Undone'} />}
      {isOpen && run.reversedCount === 0 && <SteerRun runId={run.id} state={state} />}
      {run.mode === 'simulate' && !isOpen && (
        <LinkButton href={`/billing-runs/compare?before_run=${run.id}`}>Compare</LinkButton>
      )}
      {canPost && (
        <PostRun
          customerIds={customerIds}
          throughOn={run.throughOn}
          today={today}
          scope={customerIds.length === 0 ? 'all customers' : customersOf(run)}
          label={run.mode === 'simulate' ? 'Post this' : 'Post the rest'}
        />
      )}
    </>
  )
}
