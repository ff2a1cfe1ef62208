import { randomUUID } from 'node:crypto'
import type { Db } from '@/db/client'
import type { Actor } from '@/lib/access/actor'
import { apiActor } from '@/lib/access/actor'
import { type ApiKey, findApiKey } from '@/lib/api-keys/read'
import { countRequest } from '@/lib/api-keys/throttle'
import { noteUse } from '@/lib/api-keys/write'
import { type CalendarDate, todayIn } from '@/lib/calendar-date'
import { openApp } from '@/lib/http/read'
import { log, within } from '@/lib/log'
import { addressOf, networkOf } from '@/lib/request/client-address'
import { noteSecurity } from '@/lib/security-log/note'
import { comingFrom } from '@/lib/security-log/origin'
import { getSettings } from '@/lib/settings/read'
import { problem } from './problem'

export type ApiAsked = { db: Db; actor: Actor; today: CalendarDate }

const wrongKey = { event: 'key_refused', outcome: 'refused', who: '' } as const

function tooMany(seconds: number): Response {
  return problem(429, `Too many requests. Come back in ${seconds} seconds.`, {
    'retry-after': String(seconds),
  })
}

/** The key of an `Authorization: Bearer …` header, or null. */
function bearerOf(headers: Headers): string | null {
  const found = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')
  return found?.[1] ?? null
}

/**
 * The one wrapper of the HTTP API: who asks is said by a key, never by a cookie. Answers 401 without a good one, 429 to
 * who asks too often, and 500 with an id for what went wrong here; does not throw.
 */
export function answer(request: Request, work: (asked: ApiAsked) => Promise<Response>): Promise<Response> {
  return answerKey(request, () => true, work)
}

/** As `answer`, for what starts or undoes runs: 403 for a key that only reads. */
export function answerBilling(
  request: Request,
  work: (asked: ApiAsked) => Promise<Response>,
): Promise<Response> {
  return answerKey(request, key => key.mayBill, work)
}

async function answerKey(
  request: Request,
  may: (key: ApiKey) => boolean,
  work: (asked: ApiAsked) => Promise<Response>,
): Promise<Response> {
  const id = randomUUID().slice(0, 8)
  try {
    const { db, environmentTimeZone } = await openApp()
    const sent = bearerOf(request.headers)
    const key = sent === null ? null : await findApiKey(db, sent)
    const address = addressOf(request.headers)
    const { pathname } = new URL(request.url)
    if (!key) {
      if (sent !== null) noteSecurity(db, { ...wrongKey, what: pathname, address })
      const wait = sent === null ? null : await countRequest('address', networkOf(address))
      if (wait !== null) return tooMany(wait)
      const sentence =
        sent === null
          ? 'Send a key made in the settings as Authorization: Bearer KEY.'
          : 'This key is not known, or was revoked. Make a new one in the settings.'
      return problem(401, sentence, { 'www-authenticate': 'Bearer realm="OpenMRC"' })
    }
    const busy = await countRequest('key', String(key.id))
    if (busy !== null) return tooMany(busy)
    const now = new Date()
    await noteUse(db, key.id, now)
    const actor = apiActor(key)
    if (!may(key)) {
      noteSecurity(db, { event: 'refused', outcome: 'refused', who: actor, what: `API ${pathname}`, address })
      return problem(403, 'This key only reads. Make one in the settings that may also bill.')
    }
    const { timeZone } = await getSettings(db, environmentTimeZone)
    const asked = { db, actor, today: todayIn(timeZone, now) }
    return await comingFrom({ address }, () => within({ id, actor: actor.email }, () => work(asked)))
  } catch (error) {
    log.error('a request of the API failed', { id, error })
    return problem(500, `Something went wrong here. If it stays, ask your provider about error ${id}.`)
  }
}
