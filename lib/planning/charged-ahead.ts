/** What is foreseen leaves out what is posted, however far ahead it was billed. */
import type { Db } from '@/db/client'
import type { Line } from '@/lib/billing/line'
import { type Charged, keyOf } from '@/lib/billing/plan'
import type { Day } from '@/lib/calendar-date'
import { loadCharged } from './ledger'
import type { RunAssignment } from './load'

/** True if something that is dated on or after a day may be posted: a run looked that far. */
const mayBeCharged = ({ lookedThrough }: Pick<RunAssignment, 'lookedThrough'>, from: Day): boolean =>
  lookedThrough !== null && lookedThrough >= from

/** What the ledger holds of assignments of which something that is dated on or after a day may be posted. */
export function chargedAhead(
  db: Db,
  facts: readonly RunAssignment[],
  from: Day,
): Promise<ReadonlyMap<string, Charged>> {
  return loadCharged(
    db,
    facts.filter(fact => mayBeCharged(fact, from)),
  )
}

/** True for a line that has a live charge: not for one that was undone. */
export function isCharged(charged: ReadonlyMap<string, Charged>, line: Line): boolean {
  return (charged.get(keyOf(line))?.runId ?? null) !== null
}
