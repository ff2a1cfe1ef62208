/** Undo of one charge: its mirror entry, and exactly its period open again, as an undo of its run would do. */

import { eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { retrying } from '@/db/retry'
import { billingRuns } from '@/db/schema/billing'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { lockCustomer } from '@/lib/access/write/lock-customers'
import { writeAudit } from '@/lib/audit/write/audit'
import type { PlannedKind } from '@/lib/billing/terms'
import {
  type ChargeRange,
  listSettling,
  lockCharged,
  mirrorCharges,
  type SettlingRun,
} from '@/lib/billing-runs/undo/reverse'
import { minorText } from '@/lib/money'
import {
  factsOf,
  type InsteadLine,
  insteadLine,
  type LiveCharge,
  listHolding,
  loadLive,
  planInstead,
} from '@/lib/planning/charged-again'
import { isChargedAlready } from '@/lib/refusal/constraints'
import { Refusal } from '@/lib/refusal/refusal'
import { waiveWithin } from '@/lib/waivers/write/waive'
import type { UndoChargeInput } from './schema'

type Charge = {
  id: number
  runId: number
  customerId: number
  assignmentId: number
  reference: string
  kind: PlannedKind | 'reversal'
  billingOn: string
  periodFrom: string
  periodTo: string
  retail: string
  currency: string
  isDebited: boolean
  isUndone: boolean
  settlement: number
  /** Whether what settled its period is undone with it. */
  isSettled: boolean
}

function rangeOf({ runId, customerId, id }: Pick<Charge, 'runId' | 'customerId' | 'id'>): ChargeRange {
  return { runId, after: { customerId, id: id - 1 }, through: { customerId, id } }
}

async function readCharge(db: Db, id: number): Promise<Charge> {
  const [row] = await rowsOf<Charge>(
    db,
    sql`select c.id::float8 as id, c.run_id::float8 as "runId", c.customer_id::float8 as "customerId", a.reference, c.kind,
      c.assignment_id::float8 as "assignmentId", c.billing_on::text as "billingOn", c.period_from::text as "periodFrom",
      c.period_to::text as "periodTo", c.retail_minor::text as retail, c.currency, c.is_debited as "isDebited", c.settlement,
      exists (select 1 from charges r where r.reverses_id = c.id) as "isUndone",
      (c.kind = 'recurring' and c.settlement = 0) as "isSettled"
      from charges c join assignments a on a.id = c.assignment_id where c.id = ${id}`,
  )
  if (!row) throw new Refusal(`There is no charge ${id}.`)
  if (row.kind === 'reversal')
    throw new Refusal('A mirror entry cannot be undone. The next run charges the period again.')
  return row
}

export type UndoChargePreview = {
  retailMinor: bigint
  currency: string
  movesBalance: boolean
  isUndone: boolean
  /** The runs that settled its period: those lines are undone with it. */
  settling: SettlingRun[]
  /** What the next runs would post for its period instead, by the terms of now. */
  instead: InsteadLine[]
  /** Later charges that hold its period to former terms, and are undone too for those of now; at most 12, and how many more. */
  holding: Pick<LiveCharge, 'id' | 'runId' | 'reference' | 'billingOn' | 'retailMinor'>[]
  moreHolding: number
}

const mostNamed = 12

/** What an undo of the charge would do. For admins. */
export async function previewUndoCharge(
  { db, actor }: Within<'actor'>,
  chargeId: number,
): Promise<UndoChargePreview> {
  requireAdmin(actor)
  const charge = await readCharge(db, chargeId)
  const [live] = await loadLive(db, sql`c.id = ${chargeId}`, 1)
  const facts = live && (await factsOf(db, [live]))
  const plan = facts && (await planInstead(db, facts, [live]))
  const holding = plan ? await listHolding(db, live, plan.left) : []
  return {
    retailMinor: BigInt(charge.retail),
    currency: charge.currency,
    movesBalance: charge.isDebited,
    isUndone: charge.isUndone,
    settling: charge.isSettled ? await listSettling(db, rangeOf(charge)) : [],
    instead: plan?.lines.map(insteadLine) ?? [],
    holding: holding.slice(0, mostNamed).map(({ id, runId, reference, billingOn, retailMinor }) => ({
      ...{ id, runId, reference, billingOn, retailMinor },
    })),
    moreHolding: Math.max(0, holding.length - mostNamed),
  }
}

/**
 * Undoes one charge, admins only; undoing it again does nothing. With `waive` its period is taken off in the same step, so that the
 * next run does not charge it again. What settled its period is undone with it.
 */
export async function undoCharge(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: UndoChargeInput,
): Promise<{ runId: number; reversedCount: number }> {
  requireAdmin(actor)
  return retrying(
    () =>
      db.transaction(async tx => {
        const seen = await readCharge(tx, input.chargeId)
        const range = rangeOf(seen)
        await lockCharged(tx, range)
        await lockCustomer({ db: tx, actor }, seen.customerId)
        const charge = await readCharge(tx, input.chargeId)
        const { id, runId, assignmentId, kind, periodFrom, billingOn } = charge
        if (charge.isUndone || kind === 'reversal') return { runId, reversedCount: 0 }
        if (input.waive && charge.settlement > 0 && charge.kind === 'recurring')
          throw new Refusal(
            'It settles another charge of its period and is not taken off: undo it, and the next run settles that charge again.',
          )
        const reversedCount = await mirrorCharges(tx, range, today)
        await countReversed(tx, runId, reversedCount)
        await writeAudit(
          { db: tx, actor },
          {
            action: 'charge.undone',
            entity: 'assignment',
            entityId: assignmentId,
            label: charge.reference,
            before: {
              charge: id,
              kind,
              periodFrom,
              retail: minorText(BigInt(charge.retail), charge.currency),
              currency: charge.currency,
            },
            after: null,
            reason: input.reason,
          },
        )
        if (input.waive) {
          const lines = [{ assignmentId, kind, periodFrom, billingOn, retailMinor: BigInt(charge.retail) }]
          await waiveWithin({ db: tx, actor }, { lines, outcome: 'waived', reason: input.reason })
        }
        return { runId, reversedCount }
      }),
    isChargedAlready,
  )
}

async function countReversed(tx: Db, runId: number, count: number): Promise<void> {
  await tx
    .update(billingRuns)
    .set({ reversedCount: sql`${billingRuns.reversedCount} + ${count}` })
    .where(eq(billingRuns.id, runId))
}
