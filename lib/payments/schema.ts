import { z } from 'zod'
import { plainText, rowId } from '@/lib/fields/plain-text'
import { parseDay } from '../calendar-date'
import { minorExponent } from '../currency'
import { decimalProblemText, parseAmount } from '../money'
import { paymentStatuses } from './status'

const dateSentence = 'Enter a date such as 2026-03-31.'
const amountSentence = 'Enter an amount above 0, such as 250.00.'

/** An amount > 0 in the currency's minor units, or the sentence that says what to type. */
export function readPaymentAmount(text: string, currency: string): bigint | string {
  const parsed = parseAmount(text, currency)
  if (parsed === 'not_a_decimal' || parsed === 0n) return amountSentence
  return typeof parsed === 'bigint' ? parsed : decimalProblemText(parsed, minorExponent(currency))
}

/** The amount as text: how many decimals it may have is known with the customer. CLF has the most, four. */
const amount = z
  .string({ error: amountSentence })
  .trim()
  .refine(text => typeof parseAmount(text, 'CLF') === 'bigint', { message: amountSentence })

const paymentStatusInput = z.enum(paymentStatuses, {
  error: 'Enter pending, completed or cancelled.',
})

/** A payment as a form, a file or the API holds it. The customer is named by account code in all of them. */
export const paymentSchema = z.object({
  reference: plainText('reference', 1, 60),
  customerAccountCode: plainText('account code', 1, 60),
  paidOn: z
    .string({ error: dateSentence })
    .trim()
    .refine(text => parseDay(text) !== null, { message: dateSentence }),
  amount,
  status: paymentStatusInput.default('completed'),
  description: plainText('description', 0, 500).default(''),
})

export const paymentStatusSchema = z.object({
  id: rowId('Choose a payment.'),
  status: paymentStatusInput,
})

export type PaymentInput = z.output<typeof paymentSchema>
export type PaymentStatusChange = z.output<typeof paymentStatusSchema>

const adjustmentDirections = ['credit', 'debit'] as const

/** A correction of a balance by hand: money given to the customer, or taken, with the reason that they read on their statement. */
export const adjustmentSchema = z.object({
  customerAccountCode: plainText('account code', 1, 60),
  direction: z.enum(adjustmentDirections, { error: 'Choose credit or debit.' }),
  amount,
  reason: plainText('reason', 3, 300),
})
export type AdjustmentInput = z.output<typeof adjustmentSchema>
