import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { and, eq, gt, like } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { accounts, sessions, users, verifications } from '@/db/schema/users'
import type { Within } from '@/lib/access/context'

const linkDays = 7
const linkPrefix = 'password-link:'

/** SHA-256 as hex. Tokens and codes are stored only like this: whoever reads the database cannot use them. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Sets the password of a user (an argon2id hash) and ends all their sessions. */
export async function replacePassword(tx: Db, userId: string, passwordHash: string | null): Promise<void> {
  await tx.delete(accounts).where(and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential')))
  await tx.delete(sessions).where(eq(sessions.userId, userId))
  if (passwordHash === null) return
  await tx.insert(accounts).values({
    id: randomUUID(),
    accountId: userId,
    providerId: 'credential',
    userId,
    password: passwordHash,
  })
}

/** Ends every session of a user, in every browser, at once. */
export async function endSessions(tx: Db, userId: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.userId, userId))
}

/** A fresh one-time link to choose a password, good for 7 days. Links made before stop working. Returns the token. */
export async function issueLink({ db: tx, now }: Within<'now'>, userId: string): Promise<string> {
  await revokeLinks(tx, userId)
  const token = randomBytes(32).toString('base64url')
  await tx.insert(verifications).values({
    id: randomUUID(),
    identifier: linkPrefix + fingerprint(token),
    value: userId,
    expiresAt: new Date(now.getTime() + linkDays * 24 * 60 * 60 * 1000),
  })
  return token
}

/** Makes every link of a user worthless. */
export async function revokeLinks(tx: Db, userId: string): Promise<void> {
  await tx
    .delete(verifications)
    .where(and(eq(verifications.value, userId), like(verifications.identifier, `${linkPrefix}%`)))
}

/** Whom a link was made for; null where it is unknown, used, expired, or the person was deactivated. */
export async function findLink({ db, now }: Within<'now'>, token: string) {
  const [found] = await db
    .select({ id: users.id, email: users.email, name: users.name, role: users.role })
    .from(verifications)
    .innerJoin(users, eq(users.id, verifications.value))
    .where(
      and(
        eq(verifications.identifier, linkPrefix + fingerprint(token)),
        gt(verifications.expiresAt, now),
        eq(users.isActive, true),
      ),
    )
  return found ?? null
}
