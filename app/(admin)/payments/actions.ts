'use server'
import { revalidatePath } from 'next/cache'
import { searchCustomers } from '@/lib/customers/read/customers'
import { searchText } from '@/lib/fields/plain-text'
import { action } from '@/lib/http/action'
import { adjustmentSchema, paymentSchema, paymentStatusSchema } from '@/lib/payments/schema'
import { adjustBalance, createPayment, updatePaymentStatus } from '@/lib/payments/write'

export const addPayment = action(paymentSchema, async ({ db, actor, today, input }) => {
  const saved = await createPayment(db, actor, input, today)
  revalidatePath('/payments')
  return saved
})

export const changePaymentStatus = action(paymentStatusSchema, async ({ db, actor, today, input }) => {
  const saved = await updatePaymentStatus(db, actor, input, today)
  revalidatePath('/payments')
  return saved
})

export const findPayingCustomers = action(searchText, ({ db, actor, input }) =>
  searchCustomers(db, actor, input),
)

export const adjust = action(adjustmentSchema, async ({ db, actor, today, input }) => {
  const saved = await adjustBalance(db, actor, input, today)
  revalidatePath('/', 'layout')
  return saved
})
