/** Undo of one charge: its mirror entry, and exactly its period open again, as an undo of its run would do. */
import { eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { billingRuns } from '@/db/schema/billing'
import { type Actor, requireAdmin } from '../actor'
import { writeAudit } from '../audit/mutations'
import type { PlannedKind } from '../billing/terms'
import type { CalendarDate } from '../calendar-date'
import { lockCustomer } from '../customers/access'
import { minorText } from '../money'
import { Refusal } from '../refusal'
import { lockCharged, mirrorCharges } from './mirror'
import { retrying } from './retry'
import type { UndoChargeInput } from './schema'
import { waiveWithin } from './waivers'

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
  creditRunId: number | null
}

async function readCharge(db: Db, id: number): Promise<Charge> {
  const [row] = await rowsOf<Charge>(
    db,
    sql`select c.id::float8 as id, c.run_id::float8 as "runId", c.customer_id::float8 as "customerId", a.reference, c.kind,
      c.assignment_id::float8 as "assignmentId", c.billing_on::text as "billingOn", c.period_from::text as "periodFrom",
      c.period_to::text as "periodTo", c.retail_minor::text as retail, c.currency, c.is_debited as "isDebited",
      exists (select 1 from charges r where r.reverses_id = c.id) as "isUndone",
      (select max(k.run_id) from charges k where k.assignment_id = c.assignment_id and k.kind = 'credit' and c.kind = 'recurring'
        and k.period_from >= c.period_from and k.period_to = c.period_to
        and not exists (select 1 from charges r where r.reverses_id = k.id))::float8 as "creditRunId"
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
  /** A live credit that builds on it and must be undone first. */
  creditRunId: number | null
}

/** What an undo of the charge would do. For admins. */
export async function previewUndoCharge(db: Db, actor: Actor, chargeId: number): Promise<UndoChargePreview> {
  requireAdmin(actor)
  const charge = await readCharge(db, chargeId)
  return {
    retailMinor: BigInt(charge.retail),
    currency: charge.currency,
    movesBalance: charge.isDebited,
    isUndone: charge.isUndone,
    creditRunId: charge.creditRunId,
  }
}

/**
 * Undoes one charge, admins only; undoing it again does nothing. With `waive` its period is taken off in the same step, so that the
 * next run does not charge it again. Throws a Refusal where a credit builds on it.
 */
export async function undoCharge(
  db: Db,
  actor: Actor,
  input: UndoChargeInput,
  today: CalendarDate,
): Promise<{ runId: number; reversedCount: number }> {
  requireAdmin(actor)
  return retrying(() =>
    db.transaction(async tx => {
      const seen = await readCharge(tx, input.chargeId)
      const through = { customerId: seen.customerId, id: seen.id }
      const range = { runId: seen.runId, after: { ...through, id: seen.id - 1 }, through }
      await lockCharged(tx, range)
      await lockCustomer(tx, actor, seen.customerId)
      const charge = await readCharge(tx, input.chargeId)
      const { id, runId, assignmentId, kind, periodFrom, billingOn } = charge
      if (charge.isUndone || kind === 'reversal') return { runId, reversedCount: 0 }
      if (charge.creditRunId !== null) {
        throw new Refusal(
          `Run #${charge.creditRunId} credited a part of this charge. Undo that credit first.`,
        )
      }
      const reversedCount = await mirrorCharges(tx, range, today)
      await countReversed(tx, runId, reversedCount)
      await writeAudit(tx, actor, {
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
      })
      if (input.waive) {
        const lines = [{ assignmentId, kind, periodFrom, billingOn, retailMinor: BigInt(charge.retail) }]
        await waiveWithin(tx, actor, { lines, outcome: 'waived', reason: input.reason })
      }
      return { runId, reversedCount }
    }),
  )
}

async function countReversed(tx: Db, runId: number, count: number): Promise<void> {
  await tx
    .update(billingRuns)
    .set({ reversedCount: sql`${billingRuns.reversedCount} + ${count}` })
    .where(eq(billingRuns.id, runId))
}
