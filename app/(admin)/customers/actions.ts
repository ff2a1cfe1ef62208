'use server'
import { revalidatePath } from 'next/cache'
import { customerEditSchema, customerSchema } from '@/lib/customers/schema'
import { createCustomer, updateCustomer } from '@/lib/customers/write'
import { action } from '@/lib/http/action'

export const addCustomer = action(customerSchema, async ({ db, actor, today, input }) => {
  const saved = await createCustomer(db, actor, input, today)
  revalidatePath('/customers', 'layout')
  return saved
})

export const saveCustomer = action(customerEditSchema, async ({ db, actor, today, input }) => {
  const saved = await updateCustomer(db, actor, input, today)
  revalidatePath('/', 'layout')
  return saved
})
