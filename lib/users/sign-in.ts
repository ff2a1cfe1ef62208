import { isAPIError } from 'better-auth/api'
import { parseSetCookieHeader } from 'better-auth/cookies'
import { lt } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sessions } from '@/db/schema/users'
import { authOf } from '../auth'
import { Refusal } from '../refusal'
import { addressOf, countTry, forgive } from './throttle'

/** A cookie that the answer must set. An empty value with `maxAge` 0 takes it away. */
export type SessionCookie = { name: string; value: string; maxAge: number; isSecure: boolean }

/** One sentence whatever was wrong: nobody learns here which e-mails exist. */
const wrong = 'That e-mail and password do not belong together. Check both and try again.'

/**
 * Opens a session for the right e-mail and password and returns its cookies. Everything else is one Refusal: unknown,
 * invited, deactivated and mistyped take the same time and read the same. Too many tries have to wait.
 */
export async function signIn(
  db: Db,
  headers: Headers,
  input: { email: string; password: string },
): Promise<SessionCookie[]> {
  const address = addressOf(headers)
  await countTry('address', address)
  await countTry('email', input.email)
  const auth = await authOf(db, headers)
  try {
    const answer = await auth.api.signInEmail({ headers, body: input, returnHeaders: true })
    await Promise.all([forgive('email', input.email), forgive('address', address)])
    await db.delete(sessions).where(lt(sessions.expiresAt, new Date()))
    return cookiesOf(answer.headers)
  } catch (error) {
    // What the library refuses is what was sent; what breaks inside of it is ours to log.
    if (isAPIError(error) && error.statusCode < 500) throw new Refusal(wrong)
    throw error
  }
}

/** Ends the session of this request, in the database too, and returns the cookies that take it out of the browser. */
export async function signOut(db: Db, headers: Headers): Promise<SessionCookie[]> {
  const auth = await authOf(db, headers)
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
