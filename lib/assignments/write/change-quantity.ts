/** A later quantity of an assignment, typed for a day. Rules: docs/billing.md, "Versions". */
import type { Within } from '@/lib/access/context'
import { type Counting, countingReader } from '../counts-from'
import { refuseProblems } from '../problem'
import { loadFacts } from '../read/lines'
import { quantityDayProblems, quantityProblems } from '../rules'
import type { QuantityChange } from '../schema'
import type { SavedAssignment } from './assign'
import { lockAssignment, refuseStaleAssignment } from './lock'
import { writeQuantities } from './quantities'

/**
 * A new quantity from a day on, today or later; it takes effect on the first boundary of the running period on or after
 * it and after everything that is charged without it: the answer has that day. Of days up to the start the latest decides which
 * quantity the assignment starts with.
 */
export async function changeQuantity(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: QuantityChange,
): Promise<SavedAssignment & Counting> {
  return db.transaction(async tx => {
    const { assignment, payer } = await lockAssignment({ db: tx, actor }, input.id)
    await refuseStaleAssignment(tx, assignment, input.revision)
    const { id, quantity, effectiveOn } = input
    refuseProblems([...quantityProblems(effectiveOn, assignment), ...quantityDayProblems(effectiveOn, today)])
    const [saved] = await writeQuantities({ db: tx, actor }, [{ id, quantity, effectiveOn }], { today })
    if (!saved) throw new Error('the database did not return the new quantity')
    const [facts] = await loadFacts(tx, [id], payer.currency)
    if (!facts) throw new Error(`assignment ${id} could not be read`)
    return { id, reference: assignment.reference, ...countingReader(facts)(saved.number) }
  })
}
