import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { systemActor } from '@/lib/access/actor'
import { describeDatabases } from '@/testing/database'
import { type Mailbox, openMailbox } from '@/testing/mailbox'
import { makeUser, startWithAdmin } from '@/testing/people'
import { handOver } from './hand-over'
import { inviteUser } from './write/invitations'

describeDatabases('a link that is handed over', open => {
  let db: Db
  let box: Mailbox
  beforeAll(async () => {
    db = await open()
    box = await openMailbox()
    await startWithAdmin(db)
    await makeUser(db, 'second@example.com', 'admin')
  })
  afterAll(() => box.close())

  const site = 'https://billing.example.com'
  const mail = () => ({ url: box.url, from: 'billing@example.com' })
  const invited = (email: string, role: 'admin' | 'account_manager') =>
    inviteUser({ db, actor: systemActor, now: new Date() }, { email, name: 'New', role, canSeeCost: false })

  it('is answered to whoever made it where there is no mail', async () => {
    const made = await invited('a@example.com', 'admin')
    const handed = await handOver({ db, actor: systemActor }, made, { mail: undefined, site })
    expect(handed).toEqual({ email: 'a@example.com', token: made.token, problem: null })
  })

  it('goes to the person alone where there is mail', async () => {
    const made = await invited('b@example.com', 'account_manager')
    box.letters.length = 0
    const handed = await handOver({ db, actor: systemActor }, made, { mail: mail(), site })
    expect(handed).toEqual({ email: 'b@example.com', token: null, problem: null })
    expect(box.letters.map(({ to }) => to)).toEqual(['b@example.com'])
    // A long line is folded in a letter.
    expect(box.letters[0]?.text.replace(/=\r?\n/g, '')).toContain(`${site}/accept-invitation#${made.token}`)
  })

  it('for an admin is told to every admin, without the link', async () => {
    const made = await invited('c@example.com', 'admin')
    box.letters.length = 0
    await handOver({ db, actor: systemActor }, made, { mail: mail(), site })
    const told = box.letters.filter(({ text }) => !text.includes(made.token.slice(0, 12)))
    expect(told.map(({ to }) => to)).toEqual(
      expect.arrayContaining(['ada@example.com', 'second@example.com', 'c@example.com']),
    )
    expect(box.letters).toHaveLength(told.length + 1)
  })

  it('that could not be sent says so and shows the link to nobody', async () => {
    const made = await invited('d@example.com', 'account_manager')
    const away = { url: 'smtp://127.0.0.1:1', from: 'billing@example.com' }
    const handed = await handOver({ db, actor: systemActor }, made, { mail: away, site })
    expect(handed).toMatchObject({ token: null, problem: expect.stringMatching(/could not be sent/) })
    expect(JSON.stringify(handed)).not.toContain(made.token)
  })
})
