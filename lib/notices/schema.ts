import { z } from 'zod'
import { sentId } from '@/lib/fields/plain-text'

/** Sending a letter again, or taking it out of the outbox. */
export const noticeChangeSchema = z.object({
  id: sentId,
  to: z.enum(['pending', 'cancelled']),
})
