/** The outbox: letters are written into it once, and taken out by whoever sends them. */

import { eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { noticeLines, notices } from '@/db/schema/notices'
import { array } from '@/db/unnest'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { writeAudit } from '@/lib/audit/write/audit'
import { Refusal } from '@/lib/refusal/refusal'
import { letterOf } from '../letter'
import { announcementsFor, type NoticeRange, payersAhead } from '../read/upcoming'

const batchSize = 200
/** A claim of a day that was not finished is taken up again after so long. */
const claimSeconds = 600

/**
 * Writes today's letters, once a billing day however many processes look. Each charging date of an assignment is announced in one
 * letter ever. Answers how many letters were written; null where another process did it.
 */
export async function writeNotices(db: Db, range: NoticeRange, provider: string): Promise<number | null> {
  const claimed = await rowsOf<{ task: string }>(
    db,
    sql`insert into schedule_claims (task, billing_on) values ('notices', ${range.today}::date)
      on conflict (task, billing_on) do update set claimed_at = now() where schedule_claims.finished_at is null
        and schedule_claims.claimed_at < now() - make_interval(secs => ${claimSeconds}) returning task`,
  )
  if (claimed.length === 0) return null
  let count = 0
  let after = 0
  for (;;) {
    const payerIds = await payersAhead(db, range, after, batchSize)
    const last = payerIds.at(-1)
    if (last === undefined) break
    count += await db.transaction(tx => writeBatch(tx, payerIds, range, provider))
    after = last
  }
  await db.execute(
    sql`update schedule_claims set finished_at = now() where task = 'notices' and billing_on = ${range.today}::date`,
  )
  return count
}

async function writeBatch(
  tx: Db,
  payerIds: readonly number[],
  range: NoticeRange,
  provider: string,
): Promise<number> {
  // Two processes never write to the same customer at once; the key of the lines stands behind it.
  await tx.execute(
    sql`select 1 from customers where id = any(${array('bigint', payerIds)}) order by id for no key update`,
  )
  const announcements = await announcementsFor(tx, payerIds, range)
  for (const { customer, lines } of announcements) {
    const letter = letterOf(provider, customer, lines)
    const [notice] = await tx
      .insert(notices)
      .values({ customerId: customer.id, email: customer.email, ...letter })
      .returning({ id: notices.id })
    if (!notice) throw new Error('the notice was not written')
    const { currency } = customer
    await tx.insert(noticeLines).values(
      lines.map(({ assignmentId, billingOn, retailMinor, isAtMost }) => ({
        noticeId: notice.id,
        ...{ assignmentId, billingOn, retailMinor, isAtMost, currency },
      })),
    )
  }
  return announcements.length
}

/** Puts a letter that failed back into the outbox, or takes a waiting one out, admins only. */
export async function changeNotice(
  { db, actor }: Within<'actor'>,
  { id, to }: { id: number; to: 'pending' | 'cancelled' },
): Promise<void> {
  requireAdmin(actor)
  await db.transaction(async tx => {
    const [notice] = await tx.select().from(notices).where(eq(notices.id, id)).for('update')
    if (!notice) throw new Refusal('There is no such notice.')
    if (notice.status === to) return
    const isPossible =
      to === 'pending'
        ? notice.status === 'failed' || notice.status === 'cancelled'
        : notice.status === 'pending' || notice.status === 'failed'
    if (!isPossible) throw new Refusal('This notice was sent already, or is being sent.')
    await tx
      .update(notices)
      .set({
        status: to,
        attempts: 0,
        nextAttemptAt: sql`now()`,
        ...(to === 'pending' ? { problem: null } : {}),
      })
      .where(eq(notices.id, id))
    await writeAudit(
      { db: tx, actor },
      {
        action: to === 'pending' ? 'notice.sent_again' : 'notice.cancelled',
        entity: 'customer',
        entityId: notice.customerId,
        label: notice.subject,
        before: { status: notice.status },
        after: { status: to },
      },
    )
  })
}
