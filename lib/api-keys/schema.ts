/** A key of the HTTP API as the form makes it. Isomorphic. */
import { z } from 'zod'

export const apiKeySchema = z.object({
  name: z
    .string()
    .transform(name => name.normalize('NFC').replace(/\s+/g, ' ').trim())
    .refine(name => name.length > 0 && name.length <= 80 && !/\p{Cc}/u.test(name), {
      message: 'Enter what the key is for, in 1 to 80 characters.',
    }),
  mayBill: z.boolean().default(false),
})

export type ApiKeyInput = z.output<typeof apiKeySchema>

export const apiKeyActSchema = z.object({ id: z.number().int().positive() })
