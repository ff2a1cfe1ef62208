import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customers } from '@/db/schema/customers'
import { ledgerEntries } from '@/db/schema/ledger'
import { payments } from '@/db/schema/payments'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { lockCustomer } from '@/lib/access/write/lock-customers'
import { writeAudit } from '@/lib/audit/write/audit'
import { enteredAheadProblem } from '@/lib/fields/entered-date'
import { minorText } from '@/lib/money'
import { Refusal } from '@/lib/refusal/refusal'
import {
  type AdjustmentInput,
  type PaymentInput,
  type PaymentStatusChange,
  readPaymentAmount,
} from './schema'
import { movementOf, statusProblem } from './status'

export type SavedPayment = { id: number; reference: string }

/**
 * Records money received, admins only. Completed, it raises the customer's balance in the same transaction. Refuses a date more than
 * a year ahead.
 */
export async function createPayment(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: PaymentInput,
): Promise<SavedPayment> {
  requireAdmin(actor)
  const ahead = enteredAheadProblem(input.paidOn, today)
  if (ahead !== null) throw Refusal.field('paidOn', ahead)
  return db.transaction(async tx => {
    const customer = await lockByCode({ db: tx, actor }, input.customerAccountCode)
    const amountMinor = readPaymentAmount(input.amount, customer.currency)
    if (typeof amountMinor === 'string') throw Refusal.field('amount', amountMinor)
    await refuseTakenReference(tx, input.reference)
    const { reference, paidOn, status, description } = input
    const [row] = await tx
      .insert(payments)
      .values({ reference, customerId: customer.id, paidOn, amountMinor, status, description })
      .returning({ id: payments.id })
    if (!row) throw new Error('the payment was not inserted')
    const movement = movementOf(null, status)
    if (movement) await postMovements({ db: tx, today }, [{ paymentId: row.id, kind: movement }])
    await writeAudit(
      { db: tx, actor },
      {
        action: 'payment.created',
        entity: 'payment',
        entityId: row.id,
        label: reference,
        after: {
          customer: customer.name,
          paidOn,
          amount: minorText(amountMinor, customer.currency),
          currency: customer.currency,
          status,
          description,
        },
      },
    )
    return { id: row.id, reference }
  })
}

/**
 * Completes or cancels a payment, admins only. Completing raises the balance; cancelling a completed one takes it back
 * with a mirror entry. The status it has already changes nothing, so that pressing twice moves money once.
 */
export async function updatePaymentStatus(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: PaymentStatusChange,
): Promise<SavedPayment> {
  requireAdmin(actor)
  return db.transaction(async tx => {
    const gone = 'This payment does not exist any more. Reload the page.'
    const [seen] = await tx
      .select({ customerId: payments.customerId })
      .from(payments)
      .where(eq(payments.id, input.id))
    if (!seen) throw new Refusal(gone)
    await lockCustomer({ db: tx, actor }, seen.customerId)
    const [payment] = await tx.select().from(payments).where(eq(payments.id, input.id)).for('update')
    if (!payment) throw new Refusal(gone)
    const saved = { id: payment.id, reference: payment.reference }
    if (payment.status === input.status) return saved
    const problem = statusProblem(payment.status, input.status)
    if (problem) throw Refusal.field('status', problem)
    await tx
      .update(payments)
      .set({ status: input.status, updatedAt: sql`now()` })
      .where(eq(payments.id, payment.id))
    const movement = movementOf(payment.status, input.status)
    if (movement) await postMovements({ db: tx, today }, [{ paymentId: payment.id, kind: movement }])
    await writeAudit(
      { db: tx, actor },
      {
        action: `payment.${input.status}`,
        entity: 'payment',
        entityId: payment.id,
        label: payment.reference,
        before: { status: payment.status },
        after: { status: input.status },
      },
    )
    return saved
  })
}

/**
 * Corrects a customer's balance by hand, admins only: an entry of its own, dated today, that nothing ever changes. The opposite
 * adjustment takes it back.
 */
export async function adjustBalance(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: AdjustmentInput,
): Promise<{ customer: string; balance: string }> {
  requireAdmin(actor)
  return db.transaction(async tx => {
    const customer = await lockByCode({ db: tx, actor }, input.customerAccountCode)
    const amountMinor = readPaymentAmount(input.amount, customer.currency)
    if (typeof amountMinor === 'string') throw Refusal.field('amount', amountMinor)
    const moved = input.direction === 'credit' ? amountMinor : -amountMinor
    const balanceMinor = customer.balanceMinor + moved
    await tx.insert(ledgerEntries).values({
      customerId: customer.id,
      kind: 'adjustment',
      occurredOn: today,
      postedOn: today,
      amountMinor: moved,
      balanceAfterMinor: balanceMinor,
      currency: customer.currency,
      description: input.reason,
    })
    await tx.update(customers).set({ balanceMinor }).where(eq(customers.id, customer.id))
    const text = (minor: bigint) => minorText(minor, customer.currency)
    await writeAudit(
      { db: tx, actor },
      {
        action: 'customer.balance_adjusted',
        entity: 'customer',
        entityId: customer.id,
        label: customer.name,
        before: { balance: text(customer.balanceMinor), currency: customer.currency },
        after: { balance: text(balanceMinor), amount: text(moved), currency: customer.currency },
        reason: input.reason,
      },
    )
    return { customer: customer.name, balance: text(balanceMinor) }
  })
}

async function lockByCode({ db: tx, actor }: Within<'actor'>, accountCode: string) {
  const [seen] = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(eq(customers.accountCode, accountCode))
  if (!seen) throw Refusal.field('customerAccountCode', `No customer has the account code ${accountCode}.`)
  return lockCustomer({ db: tx, actor }, seen.id)
}

async function refuseTakenReference(tx: Db, reference: string): Promise<void> {
  const taken = await tx.$count(payments, eq(payments.reference, reference))
  if (taken > 0) throw Refusal.field('reference', `Another payment already has the reference ${reference}.`)
}

export type Movement = { paymentId: number; kind: 'payment' | 'payment_cancelled' }

/**
 * Writes the ledger entries of payments whose status is already saved, in this order, and moves the balances by them:
 * a payment on its own date, its mirror today, both posted today. Locks the customers in id order first, as every writer of the ledger.
 */
export async function postMovements(
  { db: tx, today }: Within<'today'>,
  movements: readonly Movement[],
  batchSize = 2000,
): Promise<void> {
  const ids = (part: readonly Movement[]) => sql`${sql.param(part.map(row => row.paymentId))}::bigint[]`
  for (let at = 0; at < movements.length; at += 50_000) {
    await tx.execute(sql`select id from customers where id in
      (select customer_id from payments where id = any(${ids(movements.slice(at, at + 50_000))})) order by id for update`)
  }
  for (let at = 0; at < movements.length; at += batchSize) {
    const part = movements.slice(at, at + batchSize)
    const kinds = sql`${sql.param(part.map(row => row.kind))}::text[]`
    await tx.execute(sql`
      with moved as (
        select p.id, p.customer_id, p.reference, m.kind, m.position, c.currency, c.balance_minor,
          case m.kind when 'payment' then p.paid_on else ${today}::date end as occurred_on,
          case m.kind when 'payment' then p.amount_minor else -p.amount_minor end as amount_minor
        from unnest(${ids(part)}, ${kinds}) with ordinality as m (payment_id, kind, position)
        join payments p on p.id = m.payment_id join customers c on c.id = p.customer_id
      ), entries as (
        insert into ledger_entries
          (customer_id, kind, occurred_on, posted_on, amount_minor, balance_after_minor, currency, payment_id, description)
        select customer_id, kind, occurred_on, ${today}::date, amount_minor,
          (balance_minor + sum(amount_minor) over (partition by customer_id order by position))::bigint,
          currency, id, 'Payment ' || reference || case kind when 'payment' then '' else ' cancelled' end
        from moved order by position
        returning customer_id, amount_minor
      )
      update customers c set balance_minor = c.balance_minor + total.amount_minor
      from (select customer_id, sum(amount_minor)::bigint as amount_minor from entries group by customer_id) total
      where c.id = total.customer_id`)
  }
}
