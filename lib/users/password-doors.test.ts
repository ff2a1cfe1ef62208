import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { settings } from '@/db/schema/settings'
import { systemActor } from '@/lib/access/actor'
import { StartProblem } from '@/lib/environment/start-problem'
import { actorOf } from '@/lib/sign-in/read/actor'
import { describeDatabases } from '@/testing/database'
import { ownHeaders, sessionCookie, startWithAdmin, testPassword } from '@/testing/people'
import { hasAdmin } from './read'
import { createFirstAdmin, prepareFirstRun } from './write/first-run'
import { acceptInvitation, inviteUser } from './write/invitations'
import { changeOwnPassword } from './write/users'

const used = { fieldErrors: { password: expect.stringMatching(/most used passwords/) } }
const own = { fieldErrors: { password: expect.stringMatching(/without your e-mail/) } }

describeDatabases('every door through which a password is chosen refuses a bad one', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await startWithAdmin(db)
    await db.update(settings).set({ providerName: 'Zephyr Telecom' })
  })

  it('an invitation, which stays good', async () => {
    const now = new Date()
    const person = { email: 'ingrid@example.com', name: 'Ingrid', role: 'admin' as const, canSeeCost: true }
    const { token } = await inviteUser({ db, actor: systemActor, now }, person)
    const accept = (password: string) =>
      acceptInvitation({ db, now }, { token, name: 'Ingrid Berg', password })
    await expect(accept('Password123!')).rejects.toMatchObject(used)
    for (const password of ['ingrid and words', 'a zephyr of words', 'openmrc2026 words'])
      await expect(accept(password)).rejects.toMatchObject(own)
    expect(await accept(testPassword)).toEqual({ email: 'ingrid@example.com' })
  })

  it('the own password', async () => {
    const actor = await actorOf(db, ownHeaders(await sessionCookie(db, 'ada@example.com')))
    if (!actor) throw new Error('not signed in')
    const change = (password: string) =>
      changeOwnPassword({ db, actor }, { currentPassword: testPassword, password })
    await expect(change('qwertyuiop')).rejects.toMatchObject(used)
    await expect(change('zephyrtelecom 1')).rejects.toMatchObject(own)
  })

  it('the first admin, on the page and from the environment', async () => {
    const fresh = await open({ fresh: true })
    const lines: string[] = []
    await prepareFirstRun(fresh, { admin: undefined, port: 1, url: undefined }, line => lines.push(line))
    const code = /#(\S+)/.exec(lines.join(''))?.[1] ?? ''
    const company = { providerName: 'Zephyr', currency: 'EUR', timeZone: 'UTC' }
    const input = { code, name: 'Ada', email: 'ada@example.com', ...company }
    const make = (password: string) =>
      createFirstAdmin(fresh, { ...input, password }, 'UTC', crypto.randomUUID())
    await expect(make('1234567890')).rejects.toMatchObject(used)
    await expect(make('some zephyr words')).rejects.toMatchObject(own)
    const admin = { email: 'ada@example.com', password: 'aaaaaaaaaaaa' }
    for (const password of ['aaaaaaaaaaaa', 'Password1!']) {
      const start = prepareFirstRun(
        fresh,
        { admin: { ...admin, password }, port: 1, url: undefined },
        () => {},
      )
      await expect(start).rejects.toThrow(StartProblem)
      await expect(start).rejects.not.toThrow(password)
    }
    expect(await hasAdmin(fresh)).toBe(false)
  })
})
