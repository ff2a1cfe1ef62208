import { z } from 'zod'
import { existingDate } from '@/lib/fields/date'

/** A range to check for leaks, the customer after whom the slice begins, and how many lines the slices before came to. */
export const leakAskSchema = z
  .object({
    from: existingDate,
    to: existingDate,
    after: z.int().min(0).default(0),
    lines: z.int().min(0).default(0),
  })
  .refine(range => range.from <= range.to, { path: ['to'], message: 'Choose a day on or after the first.' })
