import { z } from 'zod'
import { parseDay } from '../calendar-date'

/** A date that exists, as `2026-03-31`; spaces around it are taken off. */
export const existingDate = z
  .string({ error: 'Choose a date.' })
  .trim()
  .refine(text => parseDay(text) !== null, 'Enter a date that exists, such as 2026-03-31.')
