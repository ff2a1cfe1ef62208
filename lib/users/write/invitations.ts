import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { users } from '@/db/schema/users'
import type { Actor } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { lockAdmins, lockUser } from '@/lib/access/write/lock-admins'
import { writeAudit } from '@/lib/audit/write/audit'
import { Refusal } from '@/lib/refusal/refusal'
import { noteSecurity } from '@/lib/security-log/note'
import { providerName } from '@/lib/settings/read'
import { requireGoodPassword } from '@/lib/sign-in/new-password'
import { hashPassword } from '@/lib/sign-in/password'
import { findLink, issueLink, replacePassword, revokeLinks } from '@/lib/sign-in/write/credentials'
import type { AcceptInvitationInput, InviteInput } from '../schema'

/** What an admin hands on: it is shown once and stored only as a hash. */
export type Invitation = { userId: string; token: string }

/** Invites somebody by a one-time link, good for 7 days. An e-mail that is here already is refused on its field. */
export async function inviteUser(
  { db, actor, now }: Within<'actor' | 'now'>,
  input: InviteInput,
): Promise<Invitation> {
  const made = await db.transaction(async tx => {
    await lockAdmins({ db: tx, actor })
    const userId = randomUUID()
    const canSeeCost = input.role === 'admin' || input.canSeeCost
    const { email, name, role } = input
    await tx.insert(users).values({ id: userId, email, name, role, canSeeCost })
    await writeAudit(
      { db: tx, actor },
      {
        action: 'user.invited',
        entity: 'user',
        entityId: userId,
        label: email,
        after: { name, role, canSeeCost },
      },
    )
    return { userId, token: await issueLink({ db: tx, now }, userId) }
  })
  noteLink({ db, actor }, input, 'invited')
  return made
}

/**
 * A new one-time link for somebody who was invited or who lost their password. A password that was there stops working
 * and every session ends now, not when the link is used.
 */
export async function resetUser(
  { db, actor, now }: Within<'actor' | 'now'>,
  id: string,
): Promise<Invitation> {
  const { user: whose, ...made } = await db.transaction(async tx => {
    await lockAdmins({ db: tx, actor })
    if (id === actor.id) throw new Refusal('Change your own password on your account page.')
    const user = await lockUser(tx, id)
    if (!user.isActive) throw new Refusal('This person is deactivated. Activate them first.')
    await replacePassword(tx, id, null)
    await writeAudit(
      { db: tx, actor },
      { action: 'user.link_made', entity: 'user', entityId: id, label: user.email },
    )
    return { userId: id, token: await issueLink({ db: tx, now }, id), user }
  })
  noteLink({ db, actor }, whose, 'new password')
  return made
}

/** Takes up a link: sets the name and password. The link works once; of two people at once the second is refused. */
export async function acceptInvitation(
  { db, now }: Within<'now'>,
  input: AcceptInvitationInput,
): Promise<{ email: string }> {
  const link = await findLink({ db, now }, input.token)
  if (!link) {
    noteSecurity(db, { event: 'link_used', outcome: 'failed', who: '', what: 'Unknown, used or expired' })
    throw new Refusal(deadLink)
  }
  const provider = await providerName(db)
  requireGoodPassword(input.password, { email: link.email, name: input.name, provider })
  const passwordHash = await hashPassword(input.password)
  const accepted = await db.transaction(async tx => {
    const user = await lockUser(tx, link.id)
    // Read again under the lock: the other one may have used it while this one waited.
    if (!(await findLink({ db: tx, now }, input.token))) throw new Refusal(deadLink)
    const { id, email, role, canSeeCost } = user
    await tx
      .update(users)
      .set({ name: input.name, emailVerified: true, updatedAt: sql`now()` })
      .where(eq(users.id, id))
    await replacePassword(tx, id, passwordHash)
    await revokeLinks(tx, id)
    const actor: Actor = { id, email, name: input.name, role, canSeeCost: role === 'admin' || canSeeCost }
    await writeAudit(
      { db: tx, actor },
      {
        action: 'user.password_chosen',
        entity: 'user',
        entityId: id,
        label: email,
        before: { name: user.name },
        after: { name: input.name },
        reason: 'By the link that an admin made',
      },
    )
    return { id, email }
  })
  noteSecurity(db, { event: 'link_used', who: accepted, what: 'Password chosen' })
  return { email: accepted.email }
}

/** The dashboards of admins find links for admins by the first word. */
function noteLink(
  { db, actor }: Within<'actor'>,
  { role, email }: Pick<InviteInput, 'role' | 'email'>,
  why: string,
): void {
  const what = `${role === 'admin' ? 'admin' : 'account manager'} ${email}: ${why}`
  noteSecurity(db, { event: 'link_made', who: actor, what })
}

const deadLink = 'This link was used already or has expired. Ask an admin for a new one.'
