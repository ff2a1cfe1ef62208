/** Deleting assignments that were never charged, one or many. */

import { sql } from 'drizzle-orm'
import { assignments } from '@/db/schema/assignments'
import { idSet } from '@/db/unnest'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { type AuditEntry, writeAudits } from '@/lib/audit/write/audit'
import { refuseProblems } from '../problem'
import { wasCharged } from '../read/was-charged'
import { deleteProblems } from '../rules'
import type { DeleteAssignment } from '../schema'
import type { SavedAssignment } from './assign'
import { lockAssignment, packageTerms } from './lock'

/**
 * Deletes an assignment that was never charged. Minimum days forbid it, but for an admin with a reason; one that has
 * charges is ended instead.
 */
export async function deleteAssignment(
  { db, actor }: Within<'actor'>,
  input: DeleteAssignment,
): Promise<SavedAssignment> {
  return db.transaction(async tx => {
    const { assignment } = await lockAssignment({ db: tx, actor }, input.id)
    const { starting } = await packageTerms(tx, assignment.packageId, assignment.startOn)
    const facts = {
      ...assignment,
      isPart: assignment.rootId !== null,
      isCharged: await wasCharged(tx, assignment),
      packageMinimumDays: starting.minimumDays,
    }
    refuseProblems(deleteProblems(input.reason, facts, isAdmin(actor) ? 'admin' : 'manager'))
    await deleteAssignments({ db: tx, actor }, [assignment.id], input.reason)
    return { id: assignment.id, reference: assignment.reference }
  })
}

/** Deletes assignments that are locked and judged; their history keeps all that they said. */
export async function deleteAssignments(
  { db: tx, actor }: Within<'actor'>,
  ids: readonly number[],
  reason: string | null,
): Promise<void> {
  const deleted = await tx
    .delete(assignments)
    .where(sql`${assignments.id} in ${idSet(ids)}`)
    .returning()
  const entries = deleted.map(
    (row): AuditEntry => ({
      action: 'assignment.deleted',
      entity: 'assignment',
      entityId: row.id,
      label: row.reference,
      before: row,
      reason,
    }),
  )
  await writeAudits({ db: tx, actor }, entries)
}
