import { z } from 'zod'

/** A text of a form, empty if nothing was sent. */
export const text = z.string('Enter text here.').max(10_000, 'Enter at most 10,000 characters.').default('')

const wholeNumber = z.union([z.string(), z.number()], 'Enter a whole number.').default('')

const yesNo = z.union([z.boolean(), z.string()], 'Choose yes or no.').default('')

/** The fields as a form holds them. An empty text is the default of SPEC's table: nothing has to be sent but the name. */
export const packageFields = z.object({
  code: text,
  name: text,
  description: text,
  currency: text,
  connexcsPackage: text,
  cost: text,
  retail: text,
  setupCost: text,
  setupRetail: text,
  frequency: text,
  every: wholeNumber,
  match: z.union([text, z.array(z.number()).max(400)], 'Choose days.').default(''),
  timing: text,
  firstPeriod: text,
  lastPeriod: text,
  minimumSpend: yesNo,
  usageGraceDays: wholeNumber,
  minimumDays: wholeNumber,
  type: text,
  destination: z
    .string('Enter prefixes such as ^44|^91.')
    .max(10_000, 'Enter at most 200 prefixes.')
    .default(''),
  whenFundsShort: text,
  /** Days ahead that charges are announced: empty as the schedule says, 0 never. No term: it prices nothing. */
  noticeDays: wholeNumber,
})

export type PackageFields = z.output<typeof packageFields>

export type PackageField = keyof PackageFields
