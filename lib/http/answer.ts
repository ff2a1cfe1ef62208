/** How every door says no: a refusal in its own words, anything else with an id that the log has as well. */
import { unstable_rethrow } from 'next/navigation'
import type { Db } from '@/db/client'
import type { Actor } from '@/lib/access/actor'
import { log } from '@/lib/log'
import { constraintProblem } from '@/lib/refusal/constraints'
import { NotAllowed, Refusal } from '@/lib/refusal/refusal'
import { addressOf } from '@/lib/request/client-address'
import { pathOf } from '@/lib/request/path'
import { noteSecurity } from '@/lib/security-log/note'
import { HttpRefusal } from './http-refusal'
import type { Status } from './problem'

type Kind = {
  /** How the security log calls a door of this kind, before its path. */
  noted: string
  /** What the log says if the work behind it fails. */
  failed: string
  /** Who can look into the log for whoever reads the sentence. */
  help: string
  /** If it writes: the request must come from a page of ours, and a refusal is noted even if nobody is signed in. */
  writes: boolean
}

/** The kinds of doors. The API is for programs: its key is proof enough, and it has no pages that another site could imitate. */
export const kinds = {
  action: { noted: 'Action on', failed: 'an action failed', help: 'your admin', writes: true },
  stream: { noted: 'Route', failed: 'a stream failed', help: 'your admin', writes: true },
  route: { noted: 'Route', failed: 'a route failed', help: 'your admin', writes: false },
  api: { noted: 'API', failed: 'a request of the API failed', help: 'your provider', writes: false },
  page: { noted: 'Page', failed: 'a page failed', help: 'your admin', writes: false },
} as const satisfies Record<string, Kind>

/** A request on its way through a door, with what is known of it so far. */
export type Asking = {
  /** Names the request, in the log and in the sentence about an error. */
  id: string
  kind: keyof typeof kinds
  /** The path of a route; an action and a page have the one that `proxy.ts` noted. */
  path?: string
  door?: { db: Db; headers: Headers }
  actor?: Actor | null
}

/** A no, for each kind of door to put into its own form. */
export type No = {
  refusal: Refusal
  /** Null for a refusal of what was sent: each kind of door has a status of its own for it. */
  status: Status | null
  headers: Readonly<Record<string, string>>
}

/**
 * What a door answers to an error. A refusal or a broken constraint keeps its words; that a person may not is noted in the security
 * log. Anything else is logged once, under the id that its sentence names. Redirects of Next are thrown on.
 */
export function noOf(error: unknown, asking: Asking): No {
  unstable_rethrow(error)
  const refusal = refusalIn(error)
  if (!refusal) return unexpected(error, asking)
  const isNotAllowed = refusal instanceof NotAllowed
  if (isNotAllowed) noteRefusal(asking)
  if (error instanceof HttpRefusal) return { refusal, status: error.status, headers: error.headers }
  return { refusal, status: isNotAllowed ? 403 : null, headers: {} }
}

/** Tells the security log of a request that was refused because of who asks. Of a door that only reads, strangers are not told. */
export function noteRefusal({ kind, path, door, actor }: Omit<Asking, 'id'>): void {
  if (!door || (!actor && !kinds[kind].writes)) return
  noteSecurity(door.db, {
    ...{ event: 'refused', outcome: 'refused', who: actor ?? '', address: addressOf(door.headers) },
    what: `${kinds[kind].noted} ${path ?? pathOf(door.headers)}`,
  })
}

function unexpected(error: unknown, { id, kind, actor }: Asking): No {
  const { failed, help } = kinds[kind]
  log.error(failed, { id, error, ...(actor ? { actor: actor.email } : {}) })
  const sentence = `Something went wrong and nothing was saved. Try again; if it stays, ask ${help} about error ${id}.`
  return { refusal: new Refusal(sentence), status: 500, headers: {} }
}

function refusalIn(error: unknown): Refusal | null {
  if (error instanceof HttpRefusal) return error.refusal
  if (error instanceof Refusal) return error
  const problem = constraintProblem(error)
  if (!problem) return null
  return problem.field ? Refusal.field(problem.field, problem.sentence) : new Refusal(problem.sentence)
}
