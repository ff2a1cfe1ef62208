import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import type { PaymentStatus } from '@/db/schema/payments'
import { unnest } from '@/db/unnest'
import type { CalendarDate } from '@/lib/calendar-date'

export type PaymentValues = {
  reference: string
  customerId: number
  paidOn: CalendarDate
  amountMinor: bigint
  status: PaymentStatus
  description: string
}

/** Adds payments in one statement and gives their ids by reference. Balances do not move here. */
export async function insertPayments(tx: Db, rows: readonly PaymentValues[]): Promise<Map<string, number>> {
  const made = await rowsOf<{ id: string; reference: string }>(
    tx,
    sql`insert into payments (reference, customer_id, paid_on, amount_minor, status, description)
      select * from ${unnest(
        ['text', rows.map(row => row.reference)],
        ['bigint', rows.map(row => row.customerId)],
        ['date', rows.map(row => row.paidOn)],
        ['bigint', rows.map(row => row.amountMinor)],
        ['text', rows.map(row => row.status)],
        ['text', rows.map(row => row.description)],
      )} returning id, reference`,
  )
  return new Map(made.map(row => [row.reference, Number(row.id)]))
}

/** Changes payments by id. Balances do not move here. */
export async function updatePayments(
  tx: Db,
  rows: readonly (PaymentValues & { id: number })[],
): Promise<void> {
  await tx.execute(sql`
    update payments p set paid_on = n.paid_on, amount_minor = n.amount_minor, status = n.status,
      description = n.description, updated_at = now()
    from ${unnest(
      ['bigint', rows.map(row => row.id)],
      ['date', rows.map(row => row.paidOn)],
      ['bigint', rows.map(row => row.amountMinor)],
      ['text', rows.map(row => row.status)],
      ['text', rows.map(row => row.description)],
    )} as n (id, paid_on, amount_minor, status, description)
    where p.id = n.id`)
}
