import { isAPIError } from 'better-auth/api'
import { parseSetCookieHeader } from 'better-auth/cookies'
import { eq, lt } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sessions } from '@/db/schema/users'
import { signingSecret } from '@/db/signing-secret'
import { Refusal } from '@/lib/refusal/refusal'
import { addressOf } from '@/lib/request/client-address'
import { noteSecurity } from '@/lib/security-log/note'
import { deviceCookie, knownDevice } from '../device'
import { actorOf, authOf } from '../read/actor'
import { countSignIn, forgiveSignIn, TooManyTries } from '../throttle'

/** A cookie that the answer must set. An empty value with `maxAge` 0 takes it away. */
export type SessionCookie = { name: string; value: string; maxAge: number; isSecure: boolean }

type Credentials = { email: string; password: string }

/** One sentence whatever was wrong: nobody learns here which e-mails exist. */
const wrong = 'That e-mail and password do not belong together. Check both and try again.'

/**
 * Opens a session for the right e-mail and password and returns its cookies; the session that came with the request ends.
 * Everything else is one Refusal: unknown, invited, deactivated and mistyped take the same time and read the same. Too many
 * tries have to wait, but never the right password in a browser that signed in with this e-mail before.
 */
export async function signIn(db: Db, headers: Headers, input: Credentials): Promise<SessionCookie[]> {
  const { email } = input
  const device = knownDevice(signingSecret(), headers, email, new Date())
  const attempt = { email, address: addressOf(headers), device }
  const note = { who: email, address: attempt.address }
  try {
    await countSignIn(attempt)
    const cookies = await openSession(db, headers, input)
    await forgiveSignIn(attempt)
    return cookies
  } catch (error) {
    if (error instanceof TooManyTries) noteSecurity(db, { ...note, event: 'throttled', outcome: 'refused' })
    else if (error instanceof Refusal) noteSecurity(db, { ...note, event: 'sign_in', outcome: 'failed' })
    throw error
  }
}

/**
 * As `signIn`, without counting the try: for whoever has just chosen this password, and so did not guess it.
 */
export async function openSession(db: Db, headers: Headers, input: Credentials): Promise<SessionCookie[]> {
  const auth = await authOf(db, headers)
  const now = new Date()
  const before = headers.has('cookie')
    ? await auth.api.getSession({ headers, query: { disableRefresh: true, disableCookieCache: true } })
    : null
  try {
    const answer = await auth.api.signInEmail({ headers, body: input, returnHeaders: true })
    if (before) await db.delete(sessions).where(eq(sessions.id, before.session.id))
    await db.delete(sessions).where(lt(sessions.expiresAt, now))
    const known = deviceCookie(signingSecret(), headers, input.email, now)
    noteSecurity(db, {
      ...{ event: 'sign_in', address: addressOf(headers) },
      who: { id: answer.response.user.id, email: answer.response.user.email },
    })
    return [...cookiesOf(answer.headers), known]
  } catch (error) {
    // What the library refuses is what was sent; what breaks inside of it is ours to log.
    if (isAPIError(error) && error.statusCode < 500) throw new Refusal(wrong)
    throw error
  }
}

/** Ends the session of this request, in the database too, and returns the cookies that take it out of the browser. */
export async function signOut(db: Db, headers: Headers): Promise<SessionCookie[]> {
  const auth = await authOf(db, headers)
  const actor = await actorOf(db, headers)
  if (actor) noteSecurity(db, { event: 'sign_out', who: actor, address: addressOf(headers) })
  const answer = await auth.api.signOut({ headers, returnHeaders: true })
  return cookiesOf(answer.headers)
}

function cookiesOf(headers: Headers): SessionCookie[] {
  const found = parseSetCookieHeader(headers.getSetCookie().join(', '))
  return [...found].map(([name, cookie]) => ({
    name,
    value: cookie.value,
    maxAge: cookie['max-age'] ?? 0,
    isSecure: cookie.secure === true,
  }))
}
