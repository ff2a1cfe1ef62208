'use server'
import { z } from 'zod'
import { action, publicAction } from '@/lib/action'
import { requireAdmin } from '@/lib/actor'
import { createFirstAdmin as create } from '@/lib/users/first-run'
import { firstRunSchema } from '@/lib/users/schema'
import { signIn } from '@/lib/users/sign-in'
import { addressOf } from '@/lib/users/throttle'
import { setSessionCookies } from '../session-cookies'
import { startLoad } from './sample-load'

export const createFirstAdmin = publicAction(firstRunSchema, async (door, input) => {
  await create(door.db, input, door.environmentTimeZone, addressOf(door.headers))
  await setSessionCookies(await signIn(door.db, door.headers, input))
})

/** Starts loading the sample provider, or finds the load that is running; the page asks how far it is. */
export const loadSample = action(z.undefined(), async ({ db, actor, today }) => {
  requireAdmin(actor)
  return startLoad(db, actor, today)
})
