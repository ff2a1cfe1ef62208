'use server'
import { z } from 'zod'
import { requireAdmin } from '@/lib/access/actor'
import { action, publicAction } from '@/lib/http/action'
import { addressOf, networkOf } from '@/lib/request/client-address'
import { openSession } from '@/lib/sign-in/write/sign-in'
import { firstRunSchema } from '@/lib/users/schema'
import { createFirstAdmin as create } from '@/lib/users/write/first-run'
import { setSessionCookies } from '../session-cookies'
import { startLoad } from './sample-load'

export const createFirstAdmin = publicAction(firstRunSchema, async (door, input) => {
  await create(door.db, input, door.environmentTimeZone, networkOf(addressOf(door.headers)))
  await setSessionCookies(await openSession(door.db, door.headers, input))
})

/** Starts loading the sample provider, or finds the load that is running; the page asks how far it is. */
export const loadSample = action(z.undefined(), async ({ db, actor, today }) => {
  requireAdmin(actor)
  return startLoad({ db, actor, today })
})
