import { and, desc, eq, lt } from 'drizzle-orm'
import { customers } from '@/db/schema/customers'
import { type NoticeStatus, notices } from '@/db/schema/notices'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { type Letter, letterOf } from '../letter'
import { announcementsFor, type NoticeRange, payersAhead } from './upcoming'

/** The latest letters of the outbox, newest first; 50 before the given id. For admins. */
export async function listNotices(
  { db, actor }: Within<'actor'>,
  ask: { status: NoticeStatus | null; before: number | null },
) {
  requireAdmin(actor)
  return db
    .select({
      id: notices.id,
      customerId: notices.customerId,
      customer: customers.name,
      email: notices.email,
      subject: notices.subject,
      body: notices.body,
      status: notices.status,
      problem: notices.problem,
      sentAt: notices.sentAt,
      createdAt: notices.createdAt,
    })
    .from(notices)
    .innerJoin(customers, eq(customers.id, notices.customerId))
    .where(
      and(
        ask.status === null ? undefined : eq(notices.status, ask.status),
        ask.before === null ? undefined : lt(notices.id, ask.before),
      ),
    )
    .orderBy(desc(notices.id))
    .limit(50)
}

export type ListedNotice = Awaited<ReturnType<typeof listNotices>>[number]

/** The first letters that would be written now, at most `most`; nothing is saved. For admins. */
export async function previewNotices(
  { db, actor }: Within<'actor'>,
  range: NoticeRange,
  provider: string,
  most = 3,
): Promise<(Letter & { customerId: number; email: string })[]> {
  requireAdmin(actor)
  const letters: (Letter & { customerId: number; email: string })[] = []
  let after = 0
  for (let looks = 0; looks < 10 && letters.length < most; looks += 1) {
    const payerIds = await payersAhead(db, range, after, 20)
    const last = payerIds.at(-1)
    if (last === undefined) break
    for (const { customer, lines } of await announcementsFor(db, payerIds, range)) {
      letters.push({ ...letterOf(provider, customer, lines), customerId: customer.id, email: customer.email })
    }
    after = last
  }
  return letters.slice(0, most)
}
