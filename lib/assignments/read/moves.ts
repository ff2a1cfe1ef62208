/** Where an assignment came from or went on, for its page: the other side is named to who may see its customer. */

import { and, eq } from 'drizzle-orm'
import { assignments } from '@/db/schema/assignments'
import { customers } from '@/db/schema/customers'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import type { CalendarDate } from '@/lib/calendar-date'
import type { AssignmentDetails } from './assignments'

/** The other assignment of a move; null for who may not see its customer. */
export type OtherPart = { id: number; reference: string } | null

export type Moves = {
  from: { part: OtherPart; countedFrom: CalendarDate } | null
  to: { part: OtherPart; movedOn: CalendarDate; before: CalendarDate } | null
}

export async function listMoves(
  { db, actor }: Within<'actor'>,
  assignment: AssignmentDetails,
): Promise<Moves> {
  const { id, movedFromId, anchorOn, startOn, movedOn, billsBeforeOn } = assignment
  return {
    from:
      movedFromId === null
        ? null
        : {
            part: await partOf({ db, actor }, eq(assignments.id, movedFromId)),
            countedFrom: anchorOn ?? startOn,
          },
    to:
      movedOn === null || billsBeforeOn === null
        ? null
        : {
            part: await partOf({ db, actor }, eq(assignments.movedFromId, id)),
            movedOn,
            before: billsBeforeOn,
          },
  }
}

async function partOf({ db, actor }: Within<'actor'>, is: ReturnType<typeof eq>): Promise<OtherPart> {
  const [found] = await db
    .select({ id: assignments.id, reference: assignments.reference })
    .from(assignments)
    .innerJoin(customers, eq(customers.id, assignments.payerId))
    .where(and(is, visibleCustomers(actor)))
  return found ?? null
}
