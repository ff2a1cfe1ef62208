import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { Db } from '@/db/client'
import type { Actor } from '@/lib/access/actor'
import { type CalendarDate, todayIn } from '@/lib/calendar-date'
import { log, within } from '@/lib/log'
import { constraintProblem } from '@/lib/refusal/constraints'
import { NotAllowed, Refusal } from '@/lib/refusal/refusal'
import { addressOf } from '@/lib/request/client-address'
import { isSameOrigin } from '@/lib/request/origin'
import { pathOf } from '@/lib/request/path'
import { noteSecurity } from '@/lib/security-log/note'
import { comingFrom } from '@/lib/security-log/origin'
import { getSettings } from '@/lib/settings/read'
import { actorOf } from '@/lib/sign-in/read/actor'
import type { ActionResult } from './action-result'
import { openApp } from './read'

/** Where a request comes in: its headers, the database, and the clock. Handed in, so that tests bring their own. */
export type Door = {
  headers: Headers
  db: Db
  /** IANA zone of BILLING_TIME_ZONE, used where no setting overrides it. */
  environmentTimeZone: string
  now: Date
}

/** What the work behind an action is handed. */
export type Asked<Input> = { db: Db; actor: Actor; today: CalendarDate; input: Input }

async function enter(): Promise<Door> {
  return { headers: await headers(), now: new Date(), ...(await openApp()) }
}

/**
 * The one wrapper of every server action: refuses what does not come from our own pages, asks who it is on fresh rows,
 * parses with the noun's schema, does the work, and answers with data or with sentences; it does not throw.
 * `export const createPackage = action(packageSchema, ({ db, actor, input, today }) => create(db, actor, input, today))`
 */
export function action<Schema extends z.ZodType, Data>(
  schema: Schema,
  work: (asked: Asked<z.output<Schema>>) => Promise<Data>,
  open: () => Promise<Door> = enter,
): (input: unknown) => Promise<ActionResult<Data>> {
  return (input: unknown) =>
    answer(open, schema, input, async (door, parsed, asker) => {
      const actor = await actorOf(door.db, door.headers)
      if (!actor)
        throw new NotAllowed('You are signed out. Sign in again in another tab, then save once more.')
      asker.actor = actor
      const { timeZone } = await getSettings(door.db, door.environmentTimeZone)
      const asked = { db: door.db, actor, today: todayIn(timeZone, door.now), input: parsed }
      return within({ actor: actor.email }, () => work(asked))
    })
}

/** As `action`, for the few doors in front of the sign-in: signing in, the first admin, an invitation. */
export function publicAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  work: (door: Door, input: z.output<Schema>) => Promise<Data>,
  open: () => Promise<Door> = enter,
): (input: unknown) => Promise<ActionResult<Data>> {
  return (input: unknown) => answer(open, schema, input, work)
}

/** Who turned out to ask, for what is noted of a refusal or an error. */
type Asker = { actor?: Actor; door?: Door }

async function answer<Schema extends z.ZodType, Data>(
  open: () => Promise<Door>,
  schema: Schema,
  input: unknown,
  work: (door: Door, input: z.output<Schema>, asker: Asker) => Promise<Data>,
): Promise<ActionResult<Data>> {
  const id = randomUUID().slice(0, 8)
  const asker: Asker = {}
  try {
    const door = await open()
    asker.door = door
    if (!isSameOrigin(door.headers)) {
      throw new NotAllowed(
        'This request did not come from OpenMRC itself and was refused. Reload the page and try again.',
      )
    }
    const parsed = schema.safeParse(input)
    if (!parsed.success) return { ok: false, ...sentencesOf(parsed.error) }
    const origin = { address: addressOf(door.headers) }
    const data = await comingFrom(origin, () => within({ id }, () => work(door, parsed.data, asker)))
    return { ok: true, data }
  } catch (error) {
    return failure(error, id, asker)
  }
}

/** The first sentence for each field, under its dotted path; what belongs to no field is the form's. */
export function sentencesOf(error: z.ZodError): { formError?: string; fieldErrors?: Record<string, string> } {
  const fieldErrors: Record<string, string> = {}
  let formError: string | undefined
  for (const issue of error.issues) {
    const path = issue.path.join('.')
    if (path === '') formError ??= issue.message
    else fieldErrors[path] ??= issue.message
  }
  return {
    ...(formError === undefined ? {} : { formError }),
    ...(Object.keys(fieldErrors).length === 0 ? {} : { fieldErrors }),
  }
}

function failure(error: unknown, id: string, asker: Asker): Extract<ActionResult<never>, { ok: false }> {
  unstable_rethrow(error)
  const refusal = refusalIn(error)
  if (refusal) {
    noteRefusal(refusal, asker)
    return {
      ok: false,
      ...(refusal.formError === undefined ? {} : { formError: refusal.formError }),
      ...(refusal.fieldErrors === undefined ? {} : { fieldErrors: { ...refusal.fieldErrors } }),
    }
  }
  log.error('an action failed', { id, error, ...(asker.actor ? { actor: asker.actor.email } : {}) })
  return {
    ok: false,
    formError: `Something went wrong and nothing was saved. Try again; if it stays, ask your admin about error ${id}.`,
  }
}

function noteRefusal(refusal: Refusal, { door, actor }: Asker): void {
  if (!(refusal instanceof NotAllowed) || !door) return
  noteSecurity(door.db, {
    ...{ event: 'refused', outcome: 'refused', who: actor ?? '' },
    ...{ what: `Action on ${pathOf(door.headers)}`, address: addressOf(door.headers) },
  })
}

function refusalIn(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  const problem = constraintProblem(error)
  if (!problem) return null
  return problem.field ? Refusal.field(problem.field, problem.sentence) : new Refusal(problem.sentence)
}
