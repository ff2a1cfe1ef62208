/** What becomes of the open assignments of a number that leaves its customer, before it is saved. */
import type { Within } from '@/lib/access/context'
import { earliestEnd } from '@/lib/assignments/minimum-days'
import { costOfEnd, type EndCost } from '@/lib/assignments/read/exit-quote'
import { type MovePreview, previewMoved } from '@/lib/assignments/read/move-preview'
import { type Assignment, packageTerms, startOfService } from '@/lib/assignments/write/lock'
import { getCustomer } from '@/lib/customers/read/customers'
import type { MoveAsk } from '../schema'
import { getDid } from './dids'
import { moveProblem, openOn } from './open-assignments'

/** An assignment with what moving or ending it means; `problem` is why it cannot be ended so. */
export type LeavingAssignment = {
  id: number
  reference: string
  package: string
  moved: MovePreview | null
  ended: EndCost | null
  /** Minimum days forbid that end, but for an admin with a reason. */
  isShort: boolean
  problem: string | null
}

export type LeavingPreview = {
  currency: string
  /** Open assignments that need an answer: what ends today is over either way. */
  count: number
  assignments: LeavingAssignment[]
  /** Why they cannot be moved along to this customer; null if they can. */
  problem: string | null
}

const mostShown = 20

/** Null if the number is in stock, or not one of the actor's. */
export async function previewLeaving(
  { db, actor, today }: Within<'actor' | 'today'>,
  ask: MoveAsk,
): Promise<LeavingPreview | null> {
  const did = await getDid({ db, actor }, ask.id)
  if (!did || did.customerId === null || did.currency === null) return null
  const { currency } = did
  const next = ask.customerId === null ? null : await getCustomer({ db, actor }, ask.customerId)
  const isForeign = ask.customerId !== null && next === null
  const problem = isForeign
    ? 'This customer does not exist, or it is not one of yours.'
    : moveProblem({ currency }, next)
  const open = await openOn({ db, today }, did.id, did.customerId)
  const looks = (assignment: Assignment) =>
    leaving({ db, actor, today }, assignment, { ask, currency, problem })
  const assignments: LeavingAssignment[] = []
  for (const assignment of open.slice(0, mostShown)) assignments.push(await looks(assignment))
  const count = open.filter(assignment => assignment.endOn !== today).length
  return { currency, count, assignments, problem }
}

type Way = { ask: MoveAsk; currency: string; problem: string | null }

async function leaving(
  { db, actor, today }: Within<'actor' | 'today'>,
  assignment: Assignment,
  { ask, currency, problem }: Way,
): Promise<LeavingAssignment> {
  const { id, reference } = assignment
  const start = startOfService(assignment)
  const { name, starting } = await packageTerms(db, assignment.packageId, start)
  const about = { id, reference, package: name, moved: null, ended: null, isShort: false, problem: null }
  if (ask.openAssignments === 'move' && problem === null)
    return { ...about, moved: await previewMoved({ db, actor, today }, assignment, currency) }
  if (ask.openAssignments !== 'end') return about
  const endOn = ask.endOn ?? today
  if (assignment.endOn !== null && assignment.endOn <= endOn)
    return { ...about, problem: `It ends on ${assignment.endOn} already.` }
  if (assignment.startOn > endOn && assignment.movedFromId === null)
    return {
      ...about,
      problem: `It only starts on ${assignment.startOn}: delete it first, or end it later.`,
    }
  const ended = await costOfEnd({ db, actor, today }, { id, currency }, endOn)
  return {
    ...about,
    ended,
    isShort: endOn < earliestEnd(start, starting.minimumDays, assignment.minimumDays),
  }
}
