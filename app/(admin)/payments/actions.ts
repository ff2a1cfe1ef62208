'use server'
import { revalidatePath } from 'next/cache'
import { searchCustomers } from '@/lib/customers/read/customers'
import { searchText } from '@/lib/fields/plain-text'
import { action } from '@/lib/http/action'
import { adjustmentSchema, paymentSchema, paymentStatusSchema } from '@/lib/payments/schema'
import { adjustBalance, createPayment, updatePaymentStatus } from '@/lib/payments/write'

export const addPayment = action(paymentSchema, async ({ input, ...context }) => {
  const saved = await createPayment(context, input)
  revalidatePath('/payments')
  return saved
})

export const changePaymentStatus = action(paymentStatusSchema, async ({ input, ...context }) => {
  const saved = await updatePaymentStatus(context, input)
  revalidatePath('/payments')
  return saved
})

export const findPayingCustomers = action(searchText, ({ input, ...context }) =>
  searchCustomers(context, input),
)

export const adjust = action(adjustmentSchema, async ({ input, ...context }) => {
  const saved = await adjustBalance(context, input)
  revalidatePath('/', 'layout')
  return saved
})
