/** The open assignments of a number that leaves its customer, and whether they can move with it: the preview and the write ask alike. */

import { and, asc, eq, gte, isNull, or } from 'drizzle-orm'
import { assignments } from '@/db/schema/assignments'
import type { Within } from '@/lib/access/context'

/** The open assignments of a number that its customer pays for, by id. One that was moved away already is settled. */
export function openOn({ db, today }: Within<'today'>, didId: number, payerId: number) {
  return db
    .select()
    .from(assignments)
    .where(
      and(
        eq(assignments.didId, didId),
        eq(assignments.payerId, payerId),
        isNull(assignments.billsBeforeOn),
        or(isNull(assignments.endOn), gte(assignments.endOn, today)),
      ),
    )
    .orderBy(asc(assignments.id))
}

/** Why open assignments cannot be moved along; null if they can. `next` is null for stock. */
export function moveProblem(
  from: { currency: string },
  next: { name: string; currency: string } | null,
): string | null {
  if (next === null) return 'A number in stock has no customer to pay for them: end them instead.'
  if (next.currency === from.currency) return null
  return `${next.name} pays in ${next.currency} and the assignments are in ${from.currency}: end them instead.`
}
