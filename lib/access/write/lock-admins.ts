/** The locks under which people and their rights are changed. */

import { asc, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/users'
import type { Within } from '@/lib/access/context'
import { NotAllowed, Refusal } from '@/lib/refusal/refusal'
import { hasPassword } from '../read'

export const goneUser = 'This person is not here any more. Reload the page.'

/**
 * Locks every admin, in one order, so that two admins who take each other's rights away are judged one after the other;
 * then refuses unless the actor still is one. Returns the admins who could sign in.
 */
export async function lockAdmins({ db: tx, actor }: Within<'actor'>): Promise<{ id: string }[]> {
  const admins = await tx
    .select({ id: users.id, isActive: users.isActive, hasPassword: sql<boolean>`${hasPassword(tx)}` })
    .from(users)
    .where(eq(users.role, 'admin'))
    .orderBy(asc(users.id))
    .for('update')
  const able = admins.filter(admin => admin.isActive && admin.hasPassword)
  if (actor.role !== 'admin' || (actor.id !== null && !able.some(admin => admin.id === actor.id))) {
    throw new NotAllowed('Only an admin may do this. Ask an admin of your provider.')
  }
  return able
}

export async function lockUser(tx: Db, id: string) {
  const [found] = await tx.select().from(users).where(eq(users.id, id)).for('update')
  if (!found) throw new Refusal(goneUser)
  return found
}
