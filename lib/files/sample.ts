import type { Db } from '@/db/client'
import type { Actor } from '../actor'
import type { CalendarDate } from '../calendar-date'
import { Refusal } from '../refusal'

/** How far the load is: what is being read, how many rows are in, and of how many (null while unknown). */
export type SampleProgress = { text: string; done: number; total: number | null }

/** Loads the product's own example files. Loading again adds only what is missing. */
export async function loadSampleProvider(
  _db: Db,
  _actor: Actor,
  _today: CalendarDate,
  _onProgress: (progress: SampleProgress) => void,
): Promise<void> {
  throw new Refusal('The sample provider is not part of this build yet.')
}
