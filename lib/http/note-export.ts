/** What the security log tells of the doors for files. */
import type { Db } from '@/db/client'
import type { Actor } from '@/lib/access/actor'
import { addressOf } from '@/lib/request/client-address'
import { noteSecurity } from '../security-log/note'
import { asDownload } from './downloads'

/** Somebody takes a file out. `what` names the file. */
export function noteExport(request: Request, db: Db, actor: Actor, what: string): void {
  noteSecurity(db, { event: 'exported', who: actor, what, address: addressOf(request.headers) })
}

/**
 * The answer of `make` as a file for a person: counted as a download of theirs, and told in the security log as `what` only if it is
 * let in. A fourth at once is answered 429 and is no export.
 */
export function sendExport(
  request: Request,
  { db, actor, what }: { db: Db; actor: Actor; what: string },
  make: () => Response,
): Promise<Response> {
  return asDownload(actor, () => {
    noteExport(request, db, actor, what)
    return make()
  })
}

/** Somebody asked for a file that is not for them. */
export function noteRefusedExport(request: Request, db: Db, actor: Actor): void {
  const what = `Route ${new URL(request.url).pathname}`
  noteSecurity(db, {
    event: 'refused',
    outcome: 'refused',
    who: actor,
    what,
    address: addressOf(request.headers),
  })
}
