/** One package for another in one step: what is there ends, the other begins on the next day. */
import type { Within } from '@/lib/access/context'
import { type CalendarDate, formatDay, toDay } from '@/lib/calendar-date'
import { Refusal } from '@/lib/refusal/refusal'
import { refuseProblems } from '../problem'
import { getAssignment } from '../read/assignments'
import { type ExitCost, quoteExit } from '../read/exit-quote'
import type { SeenLine } from '../read/lines'
import { previewAssignment } from '../read/preview'
import { movedAwayProblem } from '../rules'
import { assignmentSchema, type ChangePackage, type ChangePreviewAsk } from '../schema'
import { assignPackage, type SavedAssignment } from './assign'
import { setEnd } from './end'
import { lockAssignment, refuseStaleAssignment, startOfService } from './lock'

/**
 * Ends an assignment on the day before `startOn` and gives its target the other package from then on, up to the end that it
 * had; with every rule of ending and of assigning, both or neither. The old one keeps its charges, its unused days come back
 * by its own policy.
 */
export async function changePackage(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: ChangePackage,
): Promise<SavedAssignment> {
  return db.transaction(async tx => {
    const { assignment } = await lockAssignment({ db: tx, actor }, input.id)
    await refuseStaleAssignment(tx, assignment, input.revision)
    const moved = movedAwayProblem(assignment)
    refuseProblems(moved ? [moved] : [])
    const start = startOfService(assignment)
    if (input.packageId === assignment.packageId)
      throw Refusal.field('packageId', 'This is the package that it has: choose another one.')
    if (input.startOn < today) throw Refusal.field('startOn', 'Change it today or on a later day.')
    if (input.startOn <= start)
      throw Refusal.field('startOn', `It starts on ${start}: change it on a later day.`)
    if (assignment.endOn !== null && assignment.endOn < today)
      throw new Refusal(`It ended on ${assignment.endOn}: assign the other package instead.`)
    if (assignment.endOn !== null && assignment.endOn < input.startOn)
      throw Refusal.field('startOn', `It ends on ${assignment.endOn}: change it on a day up to then.`)
    const lastDay = formatDay(toDay(input.startOn) - 1)
    try {
      await setEnd({ db: tx, actor, today }, assignment, { endOn: lastDay, reason: input.reason })
    } catch (error) {
      throw onStart(error)
    }
    const { customerId, didId, autoDecrementCredit, endOn } = assignment
    const { packageId, startOn, quantity, minutes, setupWaived } = input
    const next = {
      packageId,
      startOn,
      endOn,
      quantity,
      minutes,
      setupWaived,
      customerId,
      didId,
      autoDecrementCredit,
    }
    try {
      return await assignPackage({ db: tx, actor, today }, assignmentSchema.parse(next))
    } catch (error) {
      throw onPackage(error, endOn)
    }
  })
}

/** Minimum days of the new package that reach past the end: a thing of the package, as the form asks for no end. */
function onPackage(error: unknown, endOn: CalendarDate | null): unknown {
  if (!(error instanceof Refusal) || !error.fieldErrors?.endOn) return error
  const { endOn: reason, ...rest } = error.fieldErrors
  return Refusal.fields({ packageId: `This assignment ends on ${endOn}. ${reason}`, ...rest })
}

/** What is wrong with the end lands on the day that the form asks for. */
function onStart(error: unknown): unknown {
  if (!(error instanceof Refusal) || !error.fieldErrors?.endOn) return error
  const { endOn, ...rest } = error.fieldErrors
  return Refusal.fields({ ...rest, startOn: endOn })
}

/** One day on which the package can be changed, and what it means for both. */
export type ChangeChoice = {
  startOn: CalendarDate
  /** What the old one still charges or gives back. */
  leaving: ExitCost
  /** The first lines of the new one, from that day on. */
  coming: SeenLine[]
  /** Minimum days of the old one forbid it, but for an admin with a reason. */
  isShort: boolean
}

export type ChangePreview = {
  currency: string
  isFreeMinutes: boolean
  sentence: string
  /** Today, and the first day of the next period; one of them where they are the same or the other cannot be. */
  choices: ChangeChoice[]
}

const linesShown = 3

/** What changing means today and at the next boundary; null where there is no such assignment or package. */
export async function previewChange(
  { db, actor, today }: Within<'actor' | 'today'>,
  ask: ChangePreviewAsk,
): Promise<ChangePreview | null> {
  const assignment = await getAssignment({ db, actor }, ask.id)
  if (!assignment || assignment.movedOn !== null) return null
  const yesterday = formatDay(toDay(today) - 1)
  const quote = await quoteExit({ db, actor, today }, { id: ask.id, endOn: yesterday })
  if (!quote) return null
  const { customerId, didId, endOn } = assignment
  const draftFrom = (startOn: CalendarDate) =>
    previewAssignment(
      { db, actor, today },
      {
        ...{ packageId: ask.packageId, customerId, didId, quantity: ask.quantity, startOn, endOn },
        ...{ setupWaived: ask.setupWaived, minimumDays: null },
      },
    )
  const [boundary] = quote.periodEnds
  const ends = [...(quote.chosen ? [quote.chosen] : []), ...(boundary ? [boundary] : [])].filter(
    // On its last day there is nothing left to change.
    leaving => endOn === null || leaving.endOn < endOn,
  )
  const choices: ChangeChoice[] = []
  let last: Awaited<ReturnType<typeof draftFrom>> = null
  for (const leaving of ends) {
    const startOn = formatDay(toDay(leaving.endOn) + 1)
    last = await draftFrom(startOn)
    const coming = last?.charges?.coming.slice(0, linesShown) ?? []
    const { chargesMinor, creditsMinor, netMinor } = leaving
    choices.push({
      startOn,
      leaving: { endOn: leaving.endOn, chargesMinor, creditsMinor, netMinor },
      coming,
      isShort: leaving.endOn < quote.earliestEnd,
    })
  }
  if (!last) return null
  return {
    currency: assignment.currency,
    isFreeMinutes: last.card.isFreeMinutes,
    sentence: last.card.sentence,
    choices,
  }
}
