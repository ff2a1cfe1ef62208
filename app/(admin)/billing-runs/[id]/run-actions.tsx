import { Download } from 'lucide-react'
import { buttonClasses, LinkButton } from '@/components/ui/button'
import type { RunDetails } from '@/lib/billing-runs/queries'
import type { RunState } from '@/lib/billing-runs/words'
import { scopeOf } from '../run-words'
import { PostRun } from './post-run'
import { SteerRun } from './steer-run'
import { UndoRun } from './undo-run'

/** What an admin can do with a run: steer it while it is open, export it, undo it, or post what it simulated. */
export function RunActions({ run, state, today }: { run: RunDetails; state: RunState; today: string }) {
  if (state === 'running') return <SteerRun runId={run.id} state={state} />
  const isOpen = state === 'paused' || state === 'interrupted' || state === 'failed'
  // A manager's simulation covers their customers only; a posting covers one customer or all.
  const canPost =
    run.managerId === null && (run.mode === 'simulate' ? !isOpen : isOpen && run.reversedCount > 0)
  const canUndo = run.mode === 'post' && run.chargedCount > run.reversedCount
  return (
    <>
      {run.chargedCount > 0 && (
        <a href={`/billing-runs/${run.id}/charges.csv`} download className={buttonClasses({})}>
          <Download size={15} aria-hidden="true" />
          Export CSV
        </a>
      )}
      {canUndo && <UndoRun runId={run.id} />}
      {isOpen && run.reversedCount === 0 && <SteerRun runId={run.id} state={state} />}
      {run.mode === 'simulate' && !isOpen && (
        <LinkButton href={`/billing-runs/compare?before_run=${run.id}`}>Compare</LinkButton>
      )}
      {canPost && (
        <PostRun
          customerId={run.customerId}
          throughOn={run.throughOn}
          today={today}
          scope={run.customerId === null ? 'all customers' : scopeOf(run)}
          label={run.mode === 'simulate' ? 'Post this' : 'Post the rest'}
        />
      )}
    </>
  )
}
