import { z } from 'zod'
import { plainText, revision, rowId, sentWord } from '@/lib/fields/plain-text'
import { isCurrency, minorExponent } from '../currency'
import { decimalProblemText, parseAmount } from '../money'

const limitSentence = 'Enter an amount such as 100.00, or -50.00 for a buffer that must stay.'

// Made once: zod compiles a schema when it is first used, and a file has a hundred thousand rows.
const emailForm = z.email()
const limitForm = z.object({ currency: z.string(), debitLimit: z.string() })

/** An e-mail address, or null where nothing was typed. */
export const optionalEmail = z
  .string()
  .trim()
  .max(254, 'Enter an e-mail address of at most 254 characters.')
  .refine(text => text === '' || emailForm.safeParse(text).success, {
    message: 'Enter an e-mail address such as billing@example.com.',
  })
  .nullable()
  .transform(text => text || null)

const currencyCode = z
  .string({ error: 'Choose a currency.' })
  .trim()
  .toUpperCase()
  .refine(isCurrency, { message: 'Choose a currency by its ISO code, such as USD.' })

/** The fields as a form, a file or the API holds them: the debit limit is text, in the customer's currency. */
const fields = z.object({
  accountCode: plainText('account code', 1, 60),
  name: plainText('name', 1, 200),
  currency: currencyCode,
  email: optionalEmail.default(null),
  debitLimit: z.string({ error: limitSentence }).trim().default(''),
  /** A user's id; '' or null for nobody. */
  accountManagerId: sentWord(64)
    .nullable()
    .transform(id => id || null)
    .default(null),
})

type LimitText = { currency: string; debitLimit: string }

/**
 * What is wrong with a debit limit, as a sentence, or null. Judged beside bad fields too, so that a file names all of
 * them at once; with a currency that does not exist only the form of the number counts.
 */
function debitLimitProblem({ currency, debitLimit }: LimitText): string | null {
  if (debitLimit === '') return null
  const judged = isCurrency(currency) ? currency : 'CLF'
  const parsed = parseAmount(debitLimit, judged, true)
  if (typeof parsed === 'bigint') return null
  return parsed === 'not_a_decimal' ? limitSentence : decimalProblemText(parsed, minorExponent(judged))
}

function refuseBadLimit(typed: unknown, ctx: z.RefinementCtx): void {
  const found = limitForm.safeParse(typed)
  const message = found.success ? debitLimitProblem(found.data) : null
  if (message) ctx.addIssue({ code: 'custom', path: ['debitLimit'], message })
}

/** `debitLimit` as typed to `debitLimitMinor`; nothing typed is 0. */
function withMinor<T extends LimitText>({ debitLimit, ...rest }: T) {
  const parsed = parseAmount(debitLimit || '0', rest.currency, true)
  return { ...rest, debitLimitMinor: typeof parsed === 'bigint' ? parsed : 0n }
}

const always = { when: () => true }

export const customerSchema = fields.superRefine(refuseBadLimit, always).transform(withMinor)

export const customerEditSchema = fields
  .extend({ id: rowId('Choose a customer.'), revision })
  .superRefine(refuseBadLimit, always)
  .transform(withMinor)

export type CustomerInput = z.output<typeof customerSchema>
export type CustomerEdit = z.output<typeof customerEditSchema>
