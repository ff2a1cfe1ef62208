import { z } from 'zod'
import { adjustmentSchema, paymentSchema } from '@/lib/payments/schema'

/** In a form the customer is chosen, not typed. */
const chosen = { customerAccountCode: z.string().min(1, 'Choose a customer.') }

export const paymentForm = paymentSchema.extend(chosen)
export const adjustmentForm = adjustmentSchema.extend(chosen)
