'use server'
import { revalidatePath } from 'next/cache'
import { customerEditSchema, customerSchema } from '@/lib/customers/schema'
import { createCustomer, updateCustomer } from '@/lib/customers/write'
import { action } from '@/lib/http/action'

export const addCustomer = action(customerSchema, async ({ input, ...context }) => {
  const saved = await createCustomer(context, input)
  revalidatePath('/customers', 'layout')
  return saved
})

export const saveCustomer = action(customerEditSchema, async ({ input, ...context }) => {
  const saved = await updateCustomer(context, input)
  revalidatePath('/', 'layout')
  return saved
})
