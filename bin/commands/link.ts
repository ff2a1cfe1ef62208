import { parseArgs } from 'node:util'
import { commandLineActor } from '@/lib/access/actor'
import { environment, siteAddress } from '@/lib/environment/environment'
import { Refusal } from '@/lib/refusal/refusal'
import { flushSecurityLog } from '@/lib/security-log/note'
import { findUserByEmail } from '@/lib/users/read'
import { resetUser } from '@/lib/users/write/invitations'
import { open } from './open'
import { understood, WrongUse } from './wrong-use'

/** `openmrc link EMAIL` */
export async function link(args: string[]): Promise<void> {
  const { positionals } = understood(() => parseArgs({ args, allowPositionals: true, options: {} }))
  const [email, ...more] = positionals
  if (email === undefined || more.length > 0)
    throw new WrongUse('Name one person by their e-mail, as in openmrc link you@example.com.')
  const { db, now } = await open()
  const user = await findUserByEmail(db, email)
  if (!user) throw new Refusal(`No user has the e-mail address ${email}.`)
  const { token } = await resetUser({ db, actor: commandLineActor, now }, user.id)
  await flushSecurityLog(db)
  console.log(
    `${user.name} chooses a new password here, once and within seven days; the old one works no more:\n` +
      siteAddress(environment(), `/accept-invitation#${token}`),
  )
}
