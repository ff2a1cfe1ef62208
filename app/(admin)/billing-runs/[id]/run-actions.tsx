import { Download } from 'lucide-react'
import { buttonClasses } from '@/components/ui/button'
import type { RunDetails } from '@/lib/billing-runs/queries'
import type { RunState } from '@/lib/billing-runs/words'
import { scopeOf } from '../run-words'
import { PostRun } from './post-run'
import { UndoRun } from './undo-run'

/** What an admin can do with a run: export it, undo it, post what it simulated, or go on where it was cut off. */
export function RunActions({ run, state, today }: { run: RunDetails; state: RunState; today: string }) {
  if (state === 'running') return null
  const isDead = state === 'interrupted' || state === 'failed'
  // A manager's simulation covers their customers only; a posting covers one customer or all.
  const canPost = run.managerId === null && (run.mode === 'simulate' || isDead)
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
