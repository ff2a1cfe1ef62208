import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/users'
import type { Actor } from '@/lib/access/actor'
import { systemActor } from '@/lib/access/actor'
import { addressHeader } from '@/lib/request/client-address'
import { signIn } from '@/lib/sign-in/write/sign-in'
import type { UserInput } from '@/lib/users/schema'
import { prepareFirstRun } from '@/lib/users/write/first-run'
import { acceptInvitation, inviteUser } from '@/lib/users/write/invitations'

/** The password of everybody that these tests make. */
export const testPassword = 'correct horse battery'

let count = 0

/** Headers of a request from our own pages, from an address of its own, so that tests do not slow each other down. */
export function ownHeaders(cookie?: string): Headers {
  count += 1
  const headers = new Headers({
    host: 'localhost:3000',
    origin: 'http://localhost:3000',
    [addressHeader()]: `10.0.${count >> 8}.${count & 255}`,
  })
  if (cookie) headers.set('cookie', cookie)
  return headers
}

/** Makes the settings and a first admin, as an unattended start does. */
export async function startWithAdmin(db: Db, email = 'ada@example.com'): Promise<void> {
  await prepareFirstRun(
    db,
    { admin: { email, password: testPassword }, port: 3000, url: undefined },
    () => {},
  )
}

/** Somebody who was invited and has chosen the password of these tests. */
export async function makeUser(
  db: Db,
  email: string,
  role: Actor['role'] = 'account_manager',
): Promise<string> {
  const now = new Date()
  const name = email.split('@')[0] ?? email
  const { userId, token } = await inviteUser(
    { db, actor: systemActor, now },
    { email, name, role, canSeeCost: false },
  )
  await acceptInvitation({ db, now }, { token, name, password: testPassword })
  return userId
}

/** What the form sends that was opened with this person as they are now, and changed so. */
export async function edited(db: Db, id: string, changes: Partial<UserInput>): Promise<UserInput> {
  const [seen] = await db
    .select({ name: users.name, role: users.role, canSeeCost: users.canSeeCost })
    .from(users)
    .where(eq(users.id, id))
  if (!seen) throw new Error('nobody has this id')
  return { id, ...seen, seen, ...changes }
}

/** The Cookie header of a fresh session. */
export async function sessionCookie(db: Db, email: string, password = testPassword): Promise<string> {
  const cookies = await signIn(db, ownHeaders(), { email, password })
  const session = cookies.filter(({ name }) => name.includes('session_token'))
  return session.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
}
