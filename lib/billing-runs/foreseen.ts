/** What is foreseen leaves out what is posted, however far ahead it was billed. */
import type { Db } from '@/db/client'
import type { AssignmentFacts, Line } from '../billing/line'
import { type Charged, chargeKey } from '../billing/plan'
import type { Day } from '../calendar-date'
import { loadCharged } from './posted'

type Foreseen = AssignmentFacts & { lookedThrough: Day | null }

/** What the ledger holds of the lines of some assignments that are dated in `[from, through]`; asked only if runs looked that far. */
export function chargedAhead(
  db: Db,
  facts: readonly Foreseen[],
  { from, through }: { from: Day; through: Day },
): Promise<ReadonlyMap<string, Charged>> {
  const asked = facts.map(fact => ({ ...fact, dueFrom: from }))
  return loadCharged(db, asked, through, false)
}

/** True for a line that has a live charge: not for one that was undone. */
export function isCharged(
  charged: ReadonlyMap<string, Charged>,
  { assignmentId, kind, periodFrom }: Pick<Line, 'assignmentId' | 'kind' | 'periodFrom'>,
): boolean {
  return (charged.get(chargeKey(assignmentId, kind, periodFrom))?.runId ?? null) !== null
}
