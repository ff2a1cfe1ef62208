import { z } from 'zod'
import { optionalWholeNumber, plainText } from '@/lib/fields/plain-text'
import { normaliseNumber } from '../dids/schema'
import { decimalProblemText, microDecimals, parsePrice } from '../money'
import { parseStartedAt } from './started-at'

const destinationSentence = 'Enter the number that was called in digits, such as 442079460000.'
const didSentence = 'Enter the number with its country code, 3 to 15 digits, such as 442071234567.'
const secondsSentence = 'Enter whole seconds from 0 to 2,147,483,647.'
const maxSeconds = 2_147_483_647

/** One row of usage as a file or the API holds it; a start without an offset is in `timeZone`. */
export function usageSchemaIn(timeZone: string) {
  return z
    .object({
      usageId: plainText('usage id', 1, 120),
      customerAccountCode: plainText('account code', 1, 60),
      /** E.164 digits, or null. */
      did: z
        .string({ error: didSentence })
        .trim()
        .transform((text, ctx) => {
          if (text === '') return null
          const number = normaliseNumber(text)
          if (number === null) ctx.addIssue({ code: 'custom', message: didSentence })
          return number
        })
        .default(null),
      started: z.string({ error: 'Enter a date or a date and time.' }).transform((text, ctx) => {
        const started = parseStartedAt(text.trim(), timeZone)
        if (typeof started !== 'string') return started
        ctx.addIssue({ code: 'custom', message: started })
        return z.NEVER
      }),
      destination: z
        .string({ error: destinationSentence })
        .trim()
        .regex(/^(\+?[0-9]{1,32})?$/, destinationSentence)
        .transform(text => text.replace('+', '') || null)
        .default(null),
      seconds: optionalWholeNumber(0, maxSeconds, secondsSentence),
      /** Below 0 for a correction, which is no call. */
      chargeMicro: z
        .string({ error: 'Enter a charge such as 0.012500.' })
        .trim()
        .transform((text, ctx) => {
          const isCorrection = text.startsWith('-')
          const charge = parsePrice(isCorrection ? text.slice(1) : text)
          if (typeof charge === 'number') return isCorrection ? -charge : charge
          ctx.addIssue({ code: 'custom', message: decimalProblemText(charge, microDecimals) })
          return z.NEVER
        }),
    })
    .refine(row => row.chargeMicro >= 0 || (row.seconds ?? 0) === 0, {
      path: ['seconds'],
      message: 'A correction below 0 has no seconds: leave them empty, or enter 0.',
    })
}

export type UsageInput = z.output<ReturnType<typeof usageSchemaIn>>
