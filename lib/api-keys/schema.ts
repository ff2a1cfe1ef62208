/** A key of the HTTP API as the form makes it. Isomorphic. */
import { z } from 'zod'
import { plainText, sentId } from '@/lib/fields/plain-text'

const nameSentence = 'Enter the purpose of the key, in 1 to 80 characters.'

export const apiKeySchema = z.object({
  name: z
    .string({ error: nameSentence })
    .refine(name => name.trim() !== '', { message: nameSentence })
    .pipe(plainText('name', 1, 80)),
  mayBill: z.boolean().default(false),
})

export type ApiKeyInput = z.output<typeof apiKeySchema>

export const apiKeyActSchema = z.object({ id: sentId })
