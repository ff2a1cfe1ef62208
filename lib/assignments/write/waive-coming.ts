/**
 * Waiving one coming charge of an assignment, with a reason: account managers may for their own customers, from today on. What is
 * past due, and what was billed elsewhere, is for admins. Rules: docs/billing.md, "Waived charges".
 */

import type { Db } from '@/db/client'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { linesOf } from '@/lib/billing/charge'
import { type Line, mayBeWaived, waiverKey } from '@/lib/billing/line'
import { type CalendarDate, formatDay, toDay } from '@/lib/calendar-date'
import { withSpend } from '@/lib/planning/spend'
import { everyVersionOf } from '@/lib/planning/terms'
import { Refusal } from '@/lib/refusal/refusal'
import type { ComingWaiver } from '@/lib/waivers/schema'
import { refuseCharged, takeBackWaiver, waiveWithin } from '@/lib/waivers/write/waive'
import { loadFacts } from '../read/lines'
import { lockAssignment } from './lock'

/**
 * Takes one charge off its assignment. Throws a Refusal if the assignment is not the actor's, the charge is past due and the
 * actor no admin, it was charged meanwhile (the sentence names the run), taken off already, or is not planned any more.
 */
export async function waiveComing(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: ComingWaiver,
): Promise<{ billingOn: CalendarDate; retailMinor: bigint; currency: string }> {
  const { assignmentId, kind, periodFrom, reason } = input
  return db.transaction(async tx => {
    const { payer } = await lockAssignment({ db: tx, actor }, assignmentId)
    await refuseCharged({ db: tx, actor }, [input])
    const line = await plannedLine(tx, input, payer.currency)
    const billingOn = formatDay(line.billingOn)
    if (billingOn < today && !isAdmin(actor)) {
      throw new Refusal(
        `This charge was due on ${billingOn}: an account manager may waive what is due from today on. Ask an admin.`,
      )
    }
    const { retailMinor } = line
    const lines = [{ assignmentId, kind, periodFrom, billingOn, retailMinor }]
    await waiveWithin({ db: tx, actor }, { lines, outcome: 'waived', reason })
    return { billingOn, retailMinor, currency: payer.currency }
  })
}

/** The line as it is planned now, on locked rows. */
async function plannedLine(tx: Db, input: ComingWaiver, currency: string): Promise<Line> {
  const { assignmentId, kind } = input
  const [day, from] = [toDay(input.billingOn), toDay(input.periodFrom)]
  const facts = (await loadFacts(tx, [assignmentId], currency)).map(fact => ({ ...fact, dueFrom: day }))
  const [fact] = await withSpend(tx, facts, day, ids => everyVersionOf(tx, ids))
  if (fact?.waived?.has(waiverKey(kind, from))) throw new Refusal('This charge was taken off already.')
  const line =
    fact && linesOf(fact, day, day, fact.spendIn).find(one => one.kind === kind && one.periodFrom === from)
  if (line && !mayBeWaived(line))
    throw new Refusal('It settles a charge that was posted, and is not taken off: undo that charge instead.')
  if (!line || line.skip !== null) {
    throw new Refusal(
      'This charge is not planned any more: the assignment was changed. Reload the page to see what comes.',
    )
  }
  return line
}

/**
 * Takes a waiver back, so that the charge comes again. An account manager may do so if they could have waived it: a waived charge of
 * their own customer from today on. Answers false if there is no such waiver any more.
 */
export async function takeBackComing(
  { db, actor, today }: Within<'actor' | 'today'>,
  waiverId: number,
): Promise<boolean> {
  return takeBackWaiver({ db, actor }, waiverId, async (waiver, tx) => {
    await lockAssignment({ db: tx, actor }, waiver.assignmentId)
    if (isAdmin(actor)) return
    if (waiver.outcome !== 'waived') throw new Refusal('It was marked as billed elsewhere. Ask an admin.')
    if (waiver.billingOn < today) {
      throw new Refusal(`It was due on ${waiver.billingOn}: ask an admin, who can also charge it.`)
    }
  })
}
