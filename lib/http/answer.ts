/** The one way to answer an error: a refusal in its own words, anything else with an id that the log has as well. */
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
  /** The word of the security log for this kind of door, before its path. */
  noted: string
  /** The message in the log if the work behind the door fails. */
  failed: string
  /** The person who can read the log, as the sentence about an error names them. */
  help: string
  /** If true, the request must come from a page of ours, and a refusal is noted also without a known actor. */
  writes: boolean
}

/** The kinds of doors. The API needs no check of the origin: no browser adds its key by itself. */
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

/** The answer to an error, before a kind of door puts it into its own form. */
export type ErrorAnswer = {
  refusal: Refusal
  /** Null for a refusal by the rules: each kind of door has its own status for it. */
  status: Status | null
  headers: Readonly<Record<string, string>>
}

/**
 * What a door answers to an error. A refusal or a broken constraint keeps its words; `NotAllowed` is noted in the security log.
 * Anything else is logged once, under the id that its sentence names. Redirects of Next are thrown again.
 */
export function answerTo(error: unknown, asking: Asking): ErrorAnswer {
  unstable_rethrow(error)
  const refusal = refusalIn(error)
  if (!refusal) return unexpected(error, asking)
  const isNotAllowed = refusal instanceof NotAllowed
  if (isNotAllowed) noteRefusal(asking)
  if (error instanceof HttpRefusal) return { refusal, status: error.status, headers: error.headers }
  return { refusal, status: isNotAllowed ? 403 : null, headers: {} }
}

/** Notes a refused request in the security log; at a door that only reads, only if the actor is known. */
export function noteRefusal({ kind, path, door, actor }: Omit<Asking, 'id'>): void {
  if (!door || (!actor && !kinds[kind].writes)) return
  noteSecurity(door.db, {
    ...{ event: 'refused', outcome: 'refused', who: actor ?? '', address: addressOf(door.headers) },
    what: `${kinds[kind].noted} ${path ?? pathOf(door.headers)}`,
  })
}

function unexpected(error: unknown, { id, kind, actor }: Asking): ErrorAnswer {
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
