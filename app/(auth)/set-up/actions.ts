'use server'
import { z } from 'zod'
import { action, publicAction } from '@/lib/action'
import { requireAdmin } from '@/lib/actor'
import { addressOf, networkOf } from '@/lib/http/client-address'
import { createFirstAdmin as create } from '@/lib/users/first-run'
import { firstRunSchema } from '@/lib/users/schema'
import { openSession } from '@/lib/users/sign-in'
import { setSessionCookies } from '../session-cookies'
import { startLoad } from './sample-load'

export const createFirstAdmin = publicAction(firstRunSchema, async (door, input) => {
  await create(door.db, input, door.environmentTimeZone, networkOf(addressOf(door.headers)))
  await setSessionCookies(await openSession(door.db, door.headers, input))
})

/** Starts loading the sample provider, or finds the load that is running; the page asks how far it is. */
export const loadSample = action(z.undefined(), async ({ db, actor, today }) => {
  requireAdmin(actor)
  return startLoad(db, actor, today)
})
