import type { Actor } from '@/lib/access/actor'
import { apiActor } from '@/lib/access/actor'
import { type ApiKey, findApiKey } from '@/lib/api-keys/read'
import { countRequest } from '@/lib/api-keys/throttle'
import { noteUse } from '@/lib/api-keys/write'
import { NotAllowed } from '@/lib/refusal/refusal'
import { addressOf, networkOf } from '@/lib/request/client-address'
import { noteSecurity } from '@/lib/security-log/note'
import { type Asked, askedOf, type Door, guarded, requestDoor } from './guard'
import { HttpRefusal } from './http-refusal'
import { problem, type Status } from './problem'

type Options = {
  /** If it starts or undoes runs: 403 for a key that only reads. */
  bills?: boolean
  /** The status of a refusal by the rules. */
  refusedAs?: Status
}

/**
 * The one wrapper of the HTTP API: the actor is found by a key, never by a cookie. Answers 401 without a known key, 429 to too many
 * requests, and 500 with an id to an unexpected error; does not throw.
 */
export function api(
  request: Request,
  work: (asked: Asked) => Promise<Response>,
  { bills = false, refusedAs = 422 }: Options = {},
): Promise<Response> {
  const way = requestDoor(request)
  return guarded(
    {
      ...{ ...way, kind: 'api', ask: door => byKey(door, way.path) },
      refuse: ({ refusal, status, headers }) => problem(status ?? refusedAs, refusal.message, { ...headers }),
    },
    async ({ door, actor, key }) => {
      if (bills && !key.mayBill)
        throw new NotAllowed('This key only reads. Make one in the settings that may also bill.')
      return work(await askedOf(door, actor))
    },
  )
}

async function byKey({ db, headers, now }: Door, path: string): Promise<{ actor: Actor; key: ApiKey }> {
  const sent = bearerOf(headers)
  const key = sent === null ? null : await findApiKey(db, sent)
  if (!key) {
    if (sent === null) throw noKey('Send a key made in the settings as Authorization: Bearer KEY.')
    noteSecurity(db, { event: 'key_refused', outcome: 'refused', who: '', what: path })
    const wait = await countRequest('address', networkOf(addressOf(headers)))
    if (wait !== null) throw tooMany(wait)
    throw noKey('This key is not known, or was revoked. Make a new one in the settings.')
  }
  const busy = await countRequest('key', String(key.id))
  if (busy !== null) throw tooMany(busy)
  await noteUse({ db, now }, key.id)
  return { actor: apiActor(key), key }
}

/** The key of an `Authorization: Bearer …` header, or null. */
function bearerOf(headers: Headers): string | null {
  const found = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')
  return found?.[1] ?? null
}

const noKey = (sentence: string) =>
  new HttpRefusal(401, sentence, { 'www-authenticate': 'Bearer realm="OpenMRC"' })

const tooMany = (seconds: number) =>
  new HttpRefusal(429, `Too many requests. Come back in ${seconds} seconds.`, {
    'retry-after': String(seconds),
  })
