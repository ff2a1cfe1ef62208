/** The fields of a package as a form or a file may send them. */
import { z } from 'zod'
import { type ownColumns, type TermFieldName, type TermKind, termFieldNames, termFields } from './term-fields'

/** A text of a form, empty if nothing was sent. */
export const text = z.string('Enter text here.').max(10_000, 'Enter at most 10,000 characters.').default('')

const wholeNumber = z.union([z.string(), z.number()], 'Enter a whole number.').default('')

/** What a form or a file may send for a field of each kind. */
const inputs = {
  price: text,
  word: text,
  whole: wholeNumber,
  yesNo: z.union([z.boolean(), z.string()], 'Choose yes or no.').default(''),
  match: z.union([text, z.array(z.number()).max(400)], 'Choose days.').default(''),
  prefixes: z
    .string('Enter prefixes such as ^44|^91.')
    .max(10_000, 'Enter at most 200 prefixes.')
    .default(''),
} as const satisfies Record<TermKind, z.ZodType>

const ownInputs = {
  code: text,
  name: text,
  description: text,
  currency: text,
  connexcsPackage: text,
  noticeDays: wholeNumber,
} as const satisfies Record<keyof typeof ownColumns, z.ZodType>

type Shape = typeof ownInputs & {
  [Name in TermFieldName]: (typeof inputs)[(typeof termFields)[Name]['kind']]
}

/** The fields as a form holds them. An empty text is the default of SPEC's table: nothing has to be sent but the name. */
export const packageFields = z.object({
  ...ownInputs,
  ...Object.fromEntries(termFieldNames.map(name => [name, inputs[termFields[name].kind]])),
} as Shape)

export type PackageFields = z.output<typeof packageFields>

export type PackageField = keyof PackageFields
