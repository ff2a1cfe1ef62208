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
import { type Asking, answerTo, type ErrorAnswer, kinds } from './answer'
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

/** What one kind of door tells the guard. */
export type GuardOptions<Asker extends { actor: Actor | null }, Answer> = Pick<Asking, 'kind' | 'path'> & {
  open: () => Promise<Door>
  /** Finds the actor of the request; throws a refusal if the door needs one and there is none. */
  ask: (door: Door) => Promise<Asker>
  /** Puts the answer to an error into the form of this kind of door. */
  refuse: (answer: ErrorAnswer) => Answer
}

/** What the guard hands to the work: the door, the actor, and the request, for an error that is answered later. */
export type Entered<Asker> = Asking & { door: Door } & Asker

/**
 * Opens the app, refuses a write that does not come from a page of ours, finds the actor on fresh rows, and does the work. What is
 * noted and logged meanwhile carries the address, the id and the actor. Every error is answered; only redirects of Next are thrown.
 */
export async function guarded<Asker extends { actor: Actor | null }, Answer>(
  { kind, path, open, ask, refuse }: GuardOptions<Asker, Answer>,
  work: (entered: Entered<Asker>) => Promise<Answer>,
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
    return refuse(answerTo(error, asking))
  }
}

const foreign = new NotAllowed(
  'This request did not come from OpenMRC itself and was refused. Reload the page and try again.',
)

/** The actor by the cookie of the session. Throws 401 without a session. */
export async function byCookie({ db, headers }: Door): Promise<{ actor: Actor }> {
  const actor = await actorOf(db, headers)
  if (actor) return { actor }
  throw new HttpRefusal(
    401,
    new NotAllowed('You are signed out. Sign in again in another tab, then try once more.'),
  )
}

/** What the work is handed. It is read last, because a refusal of what was sent does not need it. */
export async function askedOf({ db, environmentTimeZone, now }: Door, actor: Actor): Promise<Asked> {
  const settings = await getSettings(db, environmentTimeZone)
  const { timeZone } = settings
  return { db, actor, now, today: todayIn(timeZone, now), timeZone, settings }
}

/** The door of a route: Next hands in the request, and the path is in its address. */
export function requestDoor(request: Request): { path: string; open: () => Promise<Door> } {
  return {
    path: new URL(request.url).pathname,
    open: async () => ({ headers: request.headers, now: new Date(), ...(await openApp()) }),
  }
}
