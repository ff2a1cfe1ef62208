/** How a link to choose a password reaches the person: by e-mail if mail is set up, else by the admin who made it. */

import nodemailer from 'nodemailer'
import type { Db } from '@/db/client'
import type { Within } from '@/lib/access/context'
import type { Mail } from '@/lib/environment/environment'
import { providerName } from '@/lib/settings/read'
import { log } from '../log'
import { adminToldLetter, type LinkFacts, type LinkLetter, linkLetter } from './link-letters'
import { listAdminEmails, type Person, personOf } from './read'
import type { Invitation } from './write/invitations'

/** `token` is null if the link went out by e-mail; `problem` says why it did not, though it should have. */
export type HandedOver = { email: string; token: string | null; problem: string | null }

/**
 * Sends the link to the person it is for, and tells every admin if it makes an admin. Without mail the token is
 * answered, once, to the admin who made it; the security log and the dashboards of the admins tell of it. A letter that cannot be
 * sent undoes nothing: the answer says so, and the link can be made again.
 */
export async function handOver(
  { db, actor }: Within<'actor'>,
  { userId, token }: Invitation,
  { mail, site }: { mail: Mail | undefined; site: string },
): Promise<HandedOver> {
  const person = await personOf(db, userId)
  if (!mail) return { email: person.email, token, problem: null }
  const provider = await providerName(db)
  const facts: LinkFacts = { provider, person, by: actor.email }
  const server = nodemailer.createTransport(mail.url, { from: mail.from })
  const send = ({ to, subject, text }: LinkLetter) => server.sendMail({ to, subject, text })
  try {
    await tellAdmins(db, person, facts, send)
    await send(linkLetter(facts, `${site}/accept-invitation#${token}`))
    return { email: person.email, token: null, problem: null }
  } catch (error) {
    log.error('a link could not be sent', { error })
    const problem = `The e-mail to ${person.email} could not be sent, so the link was not delivered. Check the mail server, then make the link again.`
    return { email: person.email, token: null, problem }
  } finally {
    server.close()
  }
}

async function tellAdmins(
  db: Db,
  person: Person,
  facts: LinkFacts,
  send: (letter: LinkLetter) => Promise<unknown>,
): Promise<void> {
  if (person.role !== 'admin') return
  for (const to of await listAdminEmails(db)) await send(adminToldLetter(facts, to))
}
