import type { PaymentStatus } from '@/db/schema/payments'

/** The words of a payment's status, for pages too: the table's own list stays on the server. */
export const paymentStatuses = [
  'pending',
  'completed',
  'cancelled',
] as const satisfies readonly PaymentStatus[]

/** What a status may become. A cancelled payment stays cancelled: money that comes after all is a new payment. */
export const nextStatuses: Record<PaymentStatus, readonly PaymentStatus[]> = {
  pending: ['completed', 'cancelled'],
  completed: ['cancelled'],
  cancelled: [],
}

/** What the change does to the customer's balance: the payment's ledger entry, its mirror, or nothing. */
export function movementOf(
  from: PaymentStatus | null,
  to: PaymentStatus,
): 'payment' | 'payment_cancelled' | null {
  if (from !== 'completed' && to === 'completed') return 'payment'
  return from === 'completed' && to === 'cancelled' ? 'payment_cancelled' : null
}

/** Why a payment cannot go from one status to the other, or null where it can (or nothing changes). */
export function statusProblem(from: PaymentStatus, to: PaymentStatus): string | null {
  if (from === to || nextStatuses[from].includes(to)) return null
  return from === 'cancelled'
    ? 'This payment is cancelled and stays so. Add a new one under another reference.'
    : 'This payment is completed. It can only be cancelled.'
}
