/** What a person says to start or undo a run; shared by the form, the action, the command line and the API. */
import { z } from 'zod'
import { parseDay } from '../calendar-date'
import { optionalRowId } from '../plain-text'

const date = z
  .string({ error: 'Choose a date.' })
  .trim()
  .refine(text => parseDay(text) !== null, 'Enter a date that exists, such as 2026-03-31.')

/** Run a package's billing: through a date, for one customer or all, simulated or posted. */
export const runSchema = z.object({
  throughOn: date,
  customerId: optionalRowId('Choose a customer from the list, or none for all.'),
  mode: z.enum(['simulate', 'post'], { error: 'Choose simulate or post.' }),
})
export type RunInput = z.output<typeof runSchema>

export const undoSchema = z.object({
  runId: z.number().int().positive(),
  reason: z.string().trim().min(3, 'Say why, in a few words.').max(500, 'Enter at most 500 characters.'),
})
export type UndoInput = z.output<typeof undoSchema>
