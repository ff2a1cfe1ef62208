import { and, asc, count, eq, exists, gt, ilike, like, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customers } from '@/db/schema/customers'
import { users, verifications } from '@/db/schema/users'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { hasPassword } from '@/lib/access/read'

export type UserStatus = 'active' | 'invited' | 'link_expired' | 'inactive'

export type UserRow = {
  id: string
  name: string
  email: string
  role: 'admin' | 'account_manager'
  canSeeCost: boolean
  status: UserStatus
  customers: number
}

const usersPerPage = 50

/** True once an admin can sign in: from then on the first-run page is closed. */
export async function hasAdmin(db: Db): Promise<boolean> {
  const [found] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin'), eq(users.isActive, true), hasPassword(db)))
    .limit(1)
  return found !== undefined
}

/**
 * Throws a Refusal unless the actor is an admin at this moment, whatever the request began with: for work that takes longer than
 * somebody needs to deactivate them. The command line and the app itself have no row, and are.
 */
export async function requireAdminNow({ db, actor }: Within<'actor'>): Promise<void> {
  requireAdmin(actor)
  if (actor.id === null) return
  const [now] = await db
    .select({ role: users.role, isActive: users.isActive })
    .from(users)
    .where(eq(users.id, actor.id))
  requireAdmin({ ...actor, role: now?.isActive ? now.role : 'account_manager' })
}

/** Who has this e-mail, whatever the case of its letters; null where nobody has. For the command line. */
export async function findUserByEmail(db: Db, email: string): Promise<{ id: string; name: string } | null> {
  const [found] = await db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(eq(sql`lower(${users.email})`, email.trim().toLowerCase()))
  return found ?? null
}

export type Person = { name: string; email: string; role: 'admin' | 'account_manager' }

/** Somebody by their id. Throws if nobody has it. */
export async function personOf(db: Db, id: string): Promise<Person> {
  const [found] = await db
    .select({ name: users.name, email: users.email, role: users.role })
    .from(users)
    .where(eq(users.id, id))
  if (!found) throw new Error('nobody has this id')
  return found
}

/** The e-mails of all admins who are active, at most 200. */
export async function listAdminEmails(db: Db): Promise<string[]> {
  const rows = await db
    .select({ email: users.email })
    .from(users)
    .where(and(eq(users.role, 'admin'), eq(users.isActive, true)))
    .orderBy(asc(users.email))
    .limit(200)
  return rows.map(({ email }) => email)
}

/** One page of the people who may sign in or were invited, by name. For admins. */
export async function listUsers(
  { db, actor }: Within<'actor'>,
  ask: { search: string; page: number; now: Date },
) {
  requireAdmin(actor)
  const pattern = `%${ask.search.replace(/[\\%_]/g, '\\$&')}%`
  const matches = ask.search ? or(ilike(users.name, pattern), ilike(users.email, pattern)) : undefined
  const hasLink = exists(
    db
      .select({ one: sql`1` })
      .from(verifications)
      .where(
        and(
          eq(verifications.value, users.id),
          like(verifications.identifier, 'password-link:%'),
          gt(verifications.expiresAt, ask.now),
        ),
      ),
  )
  const rows = await db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
      canSeeCost: users.canSeeCost,
      status: sql<UserStatus>`case when not ${users.isActive} then 'inactive' when ${hasPassword(db)} then 'active'
        when ${hasLink} then 'invited' else 'link_expired' end`,
      customers: db.$count(customers, eq(customers.accountManagerId, users.id)),
    })
    .from(users)
    .where(matches)
    .orderBy(asc(sql`lower(${users.name})`), asc(users.id))
    .limit(usersPerPage)
    .offset((ask.page - 1) * usersPerPage)
  const [total] = await db.select({ count: count() }).from(users).where(matches)
  return { rows: rows satisfies UserRow[], count: total?.count ?? 0, size: usersPerPage }
}
