import { z } from 'zod'
import { reasonText, sentId } from '@/lib/fields/plain-text'

/** One charge, undone; `waive` also keeps the next run from charging it again. */
export const undoChargeSchema = z.object({
  chargeId: sentId,
  reason: reasonText,
  waive: z.boolean().default(false),
})

export type UndoChargeInput = z.output<typeof undoChargeSchema>
