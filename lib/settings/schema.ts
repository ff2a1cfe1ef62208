import { z } from 'zod'
import { plainText, revision, wholeNumber } from '@/lib/fields/plain-text'
import { isTimeZone } from '../calendar-date'
import { isCurrency } from '../currency'

/** The settings of the provider, as the form holds them. An empty time zone means the one of the environment. */
export const settingsSchema = z.object({
  providerName: plainText('provider name', 1, 120),
  currency: z.string().refine(isCurrency, 'Choose a currency.'),
  billingTimeZone: z
    .string()
    .trim()
    .refine(name => name === '' || isTimeZone(name), 'Choose a time zone such as Europe/London.')
    .transform(name => (name === '' ? null : name)),
  marginWarningPercent: wholeNumber(0, 100, 'Enter a whole number from 0 to 100.'),
  revision,
})

export type SettingsInput = z.output<typeof settingsSchema>
