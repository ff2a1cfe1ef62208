import { randomUUID } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { accounts, users } from '@/db/schema/users'
import type { Within } from '@/lib/access/context'
import { goneUser, lockAdmins, lockUser } from '@/lib/access/write/lock-admins'
import { writeAudit, writeAudits } from '@/lib/audit/write/audit'
import { Refusal } from '@/lib/refusal/refusal'
import { noteSecurity } from '@/lib/security-log/note'
import { providerName } from '@/lib/settings/read'
import { requireGoodPassword } from '@/lib/sign-in/new-password'
import { hashPassword, verifyPassword } from '@/lib/sign-in/password'
import { countTry, forgive } from '@/lib/sign-in/throttle'
import { endSessions, replacePassword, revokeLinks } from '@/lib/sign-in/write/credentials'
import type { OwnPasswordInput, UserInput } from '../schema'

/**
 * Changes a person's name, role and whether they see cost. The last admin stays one. A save in between is not
 * overwritten: the refusal says what is different now.
 */
export async function updateUser({ db, actor }: Within<'actor'>, input: UserInput): Promise<void> {
  const { email } = await db.transaction(async tx => {
    const admins = await lockAdmins({ db: tx, actor })
    const before = await lockUser(tx, input.id)
    refuseStaleUser(before, input.seen)
    if (input.role !== 'admin') refuseLastAdmin(admins, input.id, 'role')
    const canSeeCost = input.role === 'admin' || input.canSeeCost
    const after = { name: input.name, role: input.role, canSeeCost }
    await tx
      .update(users)
      .set({ ...after, updatedAt: sql`now()` })
      .where(eq(users.id, input.id))
    const { name, role } = before
    await writeAudit(
      { db: tx, actor },
      {
        action: 'user.updated',
        entity: 'user',
        entityId: input.id,
        label: before.email,
        before: { name, role, canSeeCost: before.canSeeCost },
        after,
      },
    )
    return before
  })
  const right = input.role === 'admin' ? 'admin' : 'account manager'
  const cost = input.role === 'admin' || input.canSeeCost ? 'sees cost' : 'sees no cost'
  noteSecurity(db, { event: 'person_changed', who: actor, what: `${email}: ${right}, ${cost}` })
}

function refuseStaleUser(now: UserInput['seen'] & { email: string }, seen: UserInput['seen']): void {
  const changed = [
    ...(now.name === seen.name ? [] : [`the name is “${now.name}”`]),
    ...(now.role === seen.role ? [] : [`the role is ${now.role === 'admin' ? 'admin' : 'account manager'}`]),
    ...(now.canSeeCost === seen.canSeeCost ? [] : [`cost is ${now.canSeeCost ? 'shown' : 'not shown'}`]),
  ]
  if (changed.length === 0) return
  throw new Refusal(
    `Another user changed ${now.email} while you were editing: ${changed.join(', ')} now. Nothing was saved and what you typed is kept: save again to keep yours, or close the form to keep theirs.`,
  )
}

/** Lets a person in or out. Out means at once: sessions end and links stop working. Never the last admin. */
export async function setUserActive(
  { db, actor }: Within<'actor'>,
  id: string,
  isActive: boolean,
): Promise<void> {
  const email = await db.transaction(async tx => {
    const admins = await lockAdmins({ db: tx, actor })
    const user = await lockUser(tx, id)
    if (user.isActive === isActive) return null
    if (!isActive) {
      refuseLastAdmin(admins, id)
      await endSessions(tx, id)
      await revokeLinks(tx, id)
    }
    await tx.update(users).set({ isActive, updatedAt: sql`now()` }).where(eq(users.id, id))
    await writeAudit(
      { db: tx, actor },
      {
        action: isActive ? 'user.activated' : 'user.deactivated',
        entity: 'user',
        entityId: id,
        label: user.email,
        before: { isActive: user.isActive },
        after: { isActive },
      },
    )
    return user.email
  })
  if (email === null) return
  const what = `${email}: ${isActive ? 'activated' : 'deactivated'}`
  noteSecurity(db, { event: 'person_changed', who: actor, what })
}

function refuseLastAdmin(admins: readonly { id: string }[], id: string, field?: string): void {
  if (!admins.every(admin => admin.id === id) || admins.length === 0) return
  const sentence = 'This is the last admin who can sign in. Make another user an admin first.'
  throw field ? Refusal.field(field, sentence) : new Refusal(sentence)
}

/** Changes the actor's own name. */
export async function updateOwnName({ db, actor }: Within<'actor'>, name: string): Promise<void> {
  await db.transaction(async tx => {
    const before = await lockUser(tx, actor.id ?? '')
    await tx.update(users).set({ name, updatedAt: sql`now()` }).where(eq(users.id, before.id))
    await writeAudit(
      { db: tx, actor },
      {
        action: 'user.updated',
        entity: 'user',
        entityId: before.id,
        label: before.email,
        before: { name: before.name },
        after: { name },
      },
    )
  })
}

/** Changes the actor's own password, which ends all their sessions, this one included: the caller signs in again. */
export async function changeOwnPassword(
  { db, actor }: Within<'actor'>,
  input: OwnPasswordInput,
): Promise<void> {
  await countTry('own', actor.id ?? '').catch((error: unknown) => {
    noteSecurity(db, { event: 'throttled', outcome: 'refused', who: actor, what: 'Own password' })
    throw error
  })
  const [account] = await db
    .select({ password: accounts.password })
    .from(accounts)
    .where(and(eq(accounts.userId, actor.id ?? ''), eq(accounts.providerId, 'credential')))
  if (!account?.password || !(await verifyPassword(account.password, input.currentPassword))) {
    noteSecurity(db, { event: 'password_changed', outcome: 'failed', who: actor })
    throw Refusal.field('currentPassword', 'That is not the password you use now.')
  }
  await forgive('own', actor.id ?? '')
  requireGoodPassword(input.password, { ...actor, provider: await providerName(db) })
  const passwordHash = await hashPassword(input.password)
  await db.transaction(async tx => {
    const user = await lockUser(tx, actor.id ?? '')
    if (!user.isActive) throw new Refusal(goneUser)
    await replacePassword(tx, user.id, passwordHash)
    await revokeLinks(tx, user.id)
    await writeAudit(
      { db: tx, actor },
      {
        action: 'user.password_changed',
        entity: 'user',
        entityId: user.id,
        label: user.email,
      },
    )
  })
  noteSecurity(db, { event: 'password_changed', who: actor })
}

/**
 * The ids of the people with these e-mails, inside an import's transaction. An e-mail that nobody has yet becomes an
 * invited account manager without a password, until an admin copies them a link. Keys are in lower case.
 */
export async function inviteAccountManagers(
  { db: tx, actor }: Within<'actor'>,
  emails: readonly string[],
): Promise<Map<string, string>> {
  // Sorted, so that two imports at once take the same rows in the same order.
  const wanted = [...new Set(emails.map(email => email.trim().toLowerCase()))].filter(Boolean).sort()
  const ids = new Map<string, string>()
  for (let at = 0; at < wanted.length; at += 1000) {
    const part = wanted.slice(at, at + 1000)
    const made = await tx
      .insert(users)
      .values(part.map(email => ({ id: randomUUID(), email, name: email.split('@')[0] ?? email })))
      .onConflictDoNothing()
      .returning({ id: users.id, email: users.email })
    await writeAudits(
      { db: tx, actor },
      made.map(({ id, email }) => ({
        action: 'user.invited',
        entity: 'user',
        entityId: id,
        label: email,
        after: { role: 'account_manager' },
      })),
    )
    const found = await tx
      .select({ id: users.id, email: sql<string>`lower(${users.email})` })
      .from(users)
      .where(inArray(sql`lower(${users.email})`, part))
    for (const { id, email } of found) ids.set(email, id)
  }
  return ids
}
