import type { Db } from '@/db/client'
import { openDatabase } from '@/db/client'
import { environment } from '@/lib/environment/environment'

/** What a request needs before anybody is known: the database, and the time zone of the environment. */
export async function openApp(): Promise<{ db: Db; environmentTimeZone: string }> {
  return { db: await openDatabase(), environmentTimeZone: environment().billingTimeZone }
}
