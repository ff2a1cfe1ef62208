/** Taking many charges off at once, all or nothing, and what a choice of them comes to. For admins. */

import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array } from '@/db/unnest'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { mayBeWaived } from '@/lib/billing/line'
import { chargeKey } from '@/lib/billing/plan'
import { type Day, toDay } from '@/lib/calendar-date'
import { maxAmountMinor } from '@/lib/money'
import type { PayerLine } from '@/lib/planning/batch'
import { planBatch } from '@/lib/planning/batch'
import { Refusal } from '@/lib/refusal/refusal'
import type { PlannedKey, WaiverInput } from '../schema'
import { lockOwners, refuseCharged, takeBackWaiver, waiveWithin } from './waive'

const payersAtOnce = 200

export type ChosenPlan = {
  /** Whatever the planner has for the customers of the chosen lines, by `chargeKey`. */
  lines: Map<string, PayerLine>
  payerIds: number[]
}

/** Who pays for the chosen lines, in id order. */
export async function payersOf(db: Db, chosen: readonly PlannedKey[]): Promise<number[]> {
  const ids = array('bigint', [...new Set(chosen.map(line => line.assignmentId))])
  const payers = await rowsOf<{ id: number }>(
    db,
    sql`select distinct payer_id::float8 as id from assignments where id = any(${ids}) order by 1`,
  )
  return payers.map(payer => payer.id)
}

/** Plans the customers of the chosen lines through the last of their dates: the planner's own answer, over fresh rows. */
export async function planChosen(db: Db, chosen: readonly PlannedKey[], through: Day): Promise<ChosenPlan> {
  const payerIds = await payersOf(db, chosen)
  const lines = new Map<string, PayerLine>()
  for (let i = 0; i < payerIds.length; i += payersAtOnce) {
    const batch = payerIds.slice(i, i + payersAtOnce)
    const plan = await planBatch(db, batch, through, { lock: false, lookUpAll: false })
    for (const line of plan.lines) {
      const { assignmentId, kind, periodFrom } = line.planned.line
      lines.set(chargeKey(assignmentId, kind, periodFrom), line)
    }
  }
  return { lines, payerIds }
}

/** The chosen line as it is planned now; undefined where it is charged, is nothing, or is not planned any more. */
export function plannedOf({ lines }: ChosenPlan, key: PlannedKey): PayerLine | undefined {
  const found = lines.get(chargeKey(key.assignmentId, key.kind, toDay(key.periodFrom)))
  if (!found || found.planned.outcome === 'already_charged' || !mayBeWaived(found.planned.line))
    return undefined
  const { skip } = found.planned.line
  const isTakenOff = skip === 'waived' || skip === 'marked_billed'
  return skip === null || skip === 'funds_short' || skip === 'amount_out_of_range' || isTakenOff
    ? found
    : undefined
}

const lastOf = (lines: readonly PlannedKey[]): Day =>
  lines.reduce((last, line) => Math.max(last, toDay(line.billingOn)), Number.NEGATIVE_INFINITY)

/** What a line would come to; null where it is more than can be kept. */
function keptAmount({ planned }: PayerLine): bigint | null {
  const { retailMinor } = planned.line
  return retailMinor > maxAmountMinor ? null : retailMinor
}

/**
 * Takes charges off, for good or because they were billed elsewhere, admins only. One that is taken off already stays as it is.
 * Throws a Refusal, and saves nothing, where one of them was charged meanwhile or is not planned any more. Answers how many were new.
 */
export async function waiveCharges({ db, actor }: Within<'actor'>, input: WaiverInput): Promise<number> {
  requireAdmin(actor)
  const { outcome, reason } = input
  return db.transaction(async tx => {
    await lockOwners(
      tx,
      input.lines.map(line => line.assignmentId),
    )
    await refuseCharged({ db: tx, actor }, input.lines)
    const plan = await planChosen(tx, input.lines, lastOf(input.lines))
    const lines = input.lines.flatMap(key => {
      const found = plannedOf(plan, key)
      return found ? [{ ...key, retailMinor: keptAmount(found) }] : []
    })
    const missing = input.lines.length - lines.length
    if (missing > 0) {
      throw new Refusal(
        input.lines.length === 1
          ? 'This charge is not planned any more: its assignment was changed. Nothing was saved.'
          : `${missing} of these ${input.lines.length} charges are not planned any more. Nothing was saved: look at the list again.`,
      )
    }
    return waiveWithin({ db: tx, actor }, { lines, outcome, reason })
  })
}

/** Takes a waiver back, admins only: the next run charges the period. Answers false where there is none any more. */
export async function unwaiveCharge({ db, actor }: Within<'actor'>, waiverId: number): Promise<boolean> {
  requireAdmin(actor)
  return takeBackWaiver({ db, actor }, waiverId, () => undefined)
}
