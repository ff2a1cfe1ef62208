/** Where runs must look again after the terms of a package changed. */
import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { VersionScope } from '@/lib/billing/terms'
import type { CalendarDate } from '@/lib/calendar-date'

/** Beside the locks of migrations and of jobs on the same server. */
const termsLock = 7_362_514_003

/**
 * Holds the terms of all packages as they are until the transaction ends: a run plans and moves pointers by them. Taken after
 * the customers' locks, never before. Changes of terms wait for it in turn, and runs for them.
 */
export async function holdTerms(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${termsLock})`)
}

/** Waits for the batches that plan by the terms of now, and lets no other begin until the transaction ends. */
export async function awaitRuns(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${termsLock})`)
}

/**
 * Moves the assignments' next due date back to where changed terms can first have a line: the change's date, or the start of an
 * assignment that begins under them; also of those that had none left. From that date on the ledger is asked, because what was
 * charged ahead holds the terms that it was planned under. A version for new assignments touches only those. Rows are locked in
 * id order, after the batches that runs have under way: one that planned by the old terms would move its pointers past the change.
 */
export async function lookAgain(
  tx: Db,
  packageId: number,
  effectiveOn: CalendarDate,
  appliesTo: VersionScope,
): Promise<void> {
  await awaitRuns(tx)
  const started = sql`coalesce(a.anchor_on, a.start_on)`
  const isPast = sql`(p.next_due_on is null or p.next_due_on > ${effectiveOn}::date)`
  const older = appliesTo === 'all' ? sql`or (${isPast} and ${started} < ${effectiveOn}::date)` : sql``
  await tx.execute(sql`
    update assignment_pointers p set next_due_on = greatest(f.start_on, ${effectiveOn}::date),
      ledger_from_on = least(p.ledger_from_on, greatest(f.started_on, ${effectiveOn}::date))
    from (
      select a.id, a.start_on, ${started} as started_on from assignments a join assignment_pointers p on p.assignment_id = a.id
      where a.package_id = ${packageId} and (${started} >= ${effectiveOn}::date ${older})
      order by a.id for update of p
    ) f where p.assignment_id = f.id`)
}

/**
 * Where runs must look again for a period that opens on a day: not later than that, whatever its terms are now. With it what the
 * ledger holds from then on. `p` is the pointer.
 */
export const openedFrom = (opensOn: SQL): SQL =>
  sql`next_due_on = least(p.next_due_on, ${opensOn}), ledger_from_on = least(p.ledger_from_on, ${opensOn})`
