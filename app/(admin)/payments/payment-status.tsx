import { Badge } from '@/components/ui/badge'
import type { paymentStatuses } from '@/lib/payments/status'

type Status = (typeof paymentStatuses)[number]

export const statusWords: Record<Status, string> = {
  pending: 'Pending',
  completed: 'Completed',
  cancelled: 'Cancelled',
}

const tones = { pending: 'warn', completed: 'good', cancelled: 'neutral' } as const

/** Where a payment stands. */
export function PaymentStatusBadge({ status }: { status: Status }) {
  return <Badge tone={tones[status]}>{statusWords[status]}</Badge>
}
