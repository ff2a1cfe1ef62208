'use client'
import { Ban, Check } from 'lucide-react'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { Menu } from '@/components/ui/overlay/menu'
import { toast } from '@/components/ui/overlay/toast'
import { nextStatuses, type paymentStatuses } from '@/lib/payments/status'
import { changePaymentStatus } from './actions'

type Status = (typeof paymentStatuses)[number]
type Payment = { id: number; reference: string; status: Status; customer: string; amount: string }

/** What a payment may become. A cancelled one stays cancelled and has no menu. */
export function PaymentMenu({ payment }: { payment: Payment }) {
  const [open, setOpen] = useState<'completed' | 'cancelled' | null>(null)
  const choices = nextStatuses[payment.status]
  if (choices.length === 0) return null
  const { id, reference, customer, amount, status } = payment
  const close = () => setOpen(null)
  return (
    <>
      <Menu
        label={`Change payment ${reference}`}
        items={[
          ...(choices.includes('completed')
            ? [
                {
                  label: 'Complete',
                  icon: Check,
                  preloadProps: ConfirmDialog.preloadProps,
                  onSelect: () => setOpen('completed'),
                },
              ]
            : []),
          {
            label: 'Cancel payment',
            icon: Ban,
            danger: true,
            preloadProps: ConfirmDialog.preloadProps,
            onSelect: () => setOpen('cancelled'),
          },
        ]}
      />
      <ConfirmDialog
        open={open === 'completed'}
        onOpenChange={close}
        title={`Complete payment ${reference}?`}
        confirm={`Complete ${amount}`}
        action={() => changePaymentStatus({ id, status: 'completed' })}
        onDone={() => toast({ title: `Payment ${reference} completed` })}
      >
        {`The balance of ${customer} rises by ${amount}.`}
      </ConfirmDialog>
      <ConfirmDialog
        open={open === 'cancelled'}
        onOpenChange={close}
        title={`Cancel payment ${reference}?`}
        confirm={`Cancel ${amount}`}
        danger
        action={() => changePaymentStatus({ id, status: 'cancelled' })}
        onDone={() => toast({ title: `Payment ${reference} cancelled` })}
      >
        {status === 'completed'
          ? `The balance of ${customer} falls by ${amount}. A cancelled payment stays cancelled.`
          : 'It has not moved the balance. A cancelled payment stays cancelled.'}
      </ConfirmDialog>
    </>
  )
}
