import { z } from 'zod'

/** Sending a letter again, or taking it out of the outbox. */
export const noticeChangeSchema = z.object({
  id: z.number().int().positive(),
  to: z.enum(['pending', 'cancelled']),
})
