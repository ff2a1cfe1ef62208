import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { accounts, sessions, users, verifications } from '@/db/schema/users'
import { signingSecret } from '@/db/signing-secret'
import type { Actor } from '@/lib/access/actor'
import { isHttps } from '@/lib/request/origin'
import { hashedSessions } from '../hashed-sessions'
import { hashPassword, verifyPassword } from '../password'
import { maximumPasswordLength, minimumPasswordLength } from '../schema'

const sessionSeconds = 14 * 24 * 60 * 60

function makeAuth(db: Db, secret: string, isSecure: boolean) {
  return betterAuth({
    secret,
    // The library is only called from our own doors, which compare Origin with Host themselves; it has no routes.
    baseURL: isSecure ? 'https://localhost' : 'http://localhost',
    database: hashedSessions(
      drizzleAdapter(db, {
        provider: 'pg',
        schema: { user: users, session: sessions, account: accounts, verification: verifications },
      }),
    ),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: minimumPasswordLength,
      maxPasswordLength: maximumPasswordLength,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        canSeeCost: { type: 'boolean', required: true, input: false },
        isActive: { type: 'boolean', required: true, input: false },
      },
    },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true, cookieCache: { enabled: false } },
    databaseHooks: {
      // A right password is not enough: whoever was deactivated gets no session.
      session: { create: { before: async session => isActiveUser(db, session.userId) } },
    },
    advanced: {
      cookiePrefix: 'openmrc',
      // The library would put `__Secure-` before every name.
      useSecureCookies: false,
      // A browser takes a `__Host-` cookie from this very host alone, over https alone.
      cookies: {
        session_token: {
          name: isSecure ? '__Host-openmrc.session_token' : 'openmrc.session_token',
          attributes: { secure: isSecure },
        },
      },
      database: { validateSchema: false },
    },
    telemetry: { enabled: false },
    // What breaks is thrown and logged by our own doors; the rest is somebody mistyping.
    logger: { disabled: true },
  })
}

async function isActiveUser(db: Db, id: string): Promise<boolean> {
  const [user] = await db.select({ isActive: users.isActive }).from(users).where(eq(users.id, id))
  return user?.isActive ?? false
}

/** Throws a StartProblem if the secret that signs sessions can be neither read nor made: said at the start, not at the first sign-in. */
export function requireSigningSecret(): void {
  signingSecret()
}

export type Auth = ReturnType<typeof makeAuth>

type Made = { plain: Auth; secure: Auth }
const made = new WeakMap<Db, Made>()

/** The sign-in library over this database. Cookies are Secure where the browser came over https. */
export async function authOf(db: Db, headers: Headers): Promise<Auth> {
  const known = made.get(db) ?? make(db)
  made.set(db, known)
  return isHttps(headers) ? known.secure : known.plain
}

function make(db: Db): Made {
  const secret = signingSecret()
  return { plain: makeAuth(db, secret, false), secure: makeAuth(db, secret, true) }
}

/**
 * Who sends this request, from fresh rows: a session that was ended, a person who was deactivated or whose role changed
 * a moment ago counts at once. Null where nobody is signed in.
 */
export async function actorOf(db: Db, headers: Headers): Promise<Actor | null> {
  if (!headers.has('cookie')) return null
  const auth = await authOf(db, headers)
  const found = await auth.api.getSession({
    headers,
    query: { disableRefresh: true, disableCookieCache: true },
  })
  if (!found?.user.isActive) return null
  const { id, email, name, canSeeCost } = found.user
  const role = found.user.role === 'admin' ? 'admin' : 'account_manager'
  return { id, email, name, role, canSeeCost: role === 'admin' || canSeeCost }
}
