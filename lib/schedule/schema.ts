import { z } from 'zod'
import { revision, wholeNumber } from '@/lib/fields/plain-text'

/** What the app does by itself, as the form holds it. */
export const scheduleSchema = z.object({
  dailyRunIsOn: z.boolean(),
  dailyRunHour: wholeNumber(0, 23, 'Choose an hour from 0 to 23.'),
  noticesAreOn: z.boolean(),
  noticeDays: wholeNumber(1, 60, 'Enter a whole number of days from 1 to 60.'),
  revision,
})
export type ScheduleInput = z.output<typeof scheduleSchema>
