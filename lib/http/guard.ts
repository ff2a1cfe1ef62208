/** The one guard of every door. `action`, `route`, `stream`, `api` and `page` give it a form. */
import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import type { Db } from '@/db/client'
import type { Actor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { todayIn } from '@/lib/calendar-date'
import { within } from '@/lib/log'
import { NotAllowed } from '@/lib/refusal/refusal'
import { addressOf } from '@/lib/request/client-address'
import { isSameOrigin } from '@/lib/request/origin'
import { comingFrom } from '@/lib/security-log/origin'
import { getSettings, type Settings } from '@/lib/settings/read'
import { actorOf } from '@/lib/sign-in/read/actor'
import { type Asking, kinds, type No, noOf } from './answer'
import { HttpRefusal } from './http-refusal'
import { openApp } from './read'

/** Where a request comes in: its headers, the database, and the clock. Handed in, so that tests bring their own. */
export type Door = {
  headers: Headers
  db: Db
  /** IANA zone of BILLING_TIME_ZONE, used where no setting overrides it. */
  environmentTimeZone: string
  now: Date
}

/** What the work behind a door is handed. */
export type Asked = Context & { timeZone: string; settings: Settings }

/** The door of a page or an action, whose request Next holds. */
export async function openDoor(): Promise<Door> {
  return { headers: await headers(), now: new Date(), ...(await openApp()) }
}

/** How a kind of door goes through the guard. */
export type Way<Who extends { actor: Actor | null }, Answer> = Pick<Asking, 'kind' | 'path'> & {
  open: () => Promise<Door>
  /** Finds out who asks; throws a refusal if that is not enough to come in. */
  ask: (door: Door) => Promise<Who>
  /** Puts a no into the form that this kind of door answers in. */
  refuse: (no: No) => Answer
}

/** What the guard hands on: the door, who asks, and the request for an answer that comes later. */
export type Entered<Who> = Asking & { door: Door } & Who

/**
 * Opens the app, refuses a write that does not come from a page of ours, asks who it is on fresh rows, and does the work. What
 * is noted and logged meanwhile carries the address, the id and the actor. It does not throw: every error is answered.
 */
export async function guarded<Who extends { actor: Actor | null }, Answer>(
  { kind, path, open, ask, refuse }: Way<Who, Answer>,
  work: (entered: Entered<Who>) => Promise<Answer>,
): Promise<Answer> {
  const asking: Asking = { id: randomUUID().slice(0, 8), kind, path }
  try {
    const door = await open()
    asking.door = door
    if (kinds[kind].writes && !isSameOrigin(door.headers)) throw new HttpRefusal(403, foreign)
    return await comingFrom({ address: addressOf(door.headers) }, () =>
      within({ id: asking.id }, async () => {
        const who = await ask(door)
        asking.actor = who.actor
        const entered = { ...asking, door, ...who }
        return within(who.actor ? { actor: who.actor.email } : {}, () => work(entered))
      }),
    )
  } catch (error) {
    return refuse(noOf(error, asking))
  }
}

const foreign = new NotAllowed(
  'This request did not come from OpenMRC itself and was refused. Reload the page and try again.',
)

/** Who asks, by the cookie of the session; 401 if nobody is signed in. */
export async function byCookie({ db, headers }: Door): Promise<{ actor: Actor }> {
  const actor = await actorOf(db, headers)
  if (actor) return { actor }
  throw new HttpRefusal(
    401,
    new NotAllowed('You are signed out. Sign in again in another tab, then try once more.'),
  )
}

/** What the work is handed, for whoever was found to ask. Asked of the database last: a refusal needs none of it. */
export async function askedOf({ db, environmentTimeZone, now }: Door, actor: Actor): Promise<Asked> {
  const settings = await getSettings(db, environmentTimeZone)
  const { timeZone } = settings
  return { db, actor, now, today: todayIn(timeZone, now), timeZone, settings }
}

/** The way of a route: its request is handed in, and it knows its own path. */
export function wayOf(request: Request): { path: string; open: () => Promise<Door> } {
  return {
    path: new URL(request.url).pathname,
    open: async () => ({ headers: request.headers, now: new Date(), ...(await openApp()) }),
  }
}
