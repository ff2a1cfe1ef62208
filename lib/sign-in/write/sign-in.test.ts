import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { sessions, users } from '@/db/schema/users'
import { systemActor } from '@/lib/access/actor'
import { inviteUser, resetUser } from '@/lib/users/write/invitations'
import { changeOwnPassword, setUserActive, updateUser } from '@/lib/users/write/users'
import { describeDatabases } from '@/testing/database'
import { edited, makeUser, ownHeaders, sessionCookie, startWithAdmin, testPassword } from '@/testing/people'
import { actorOf } from '../read/actor'
import { signIn, signOut } from './sign-in'

describeDatabases('sign-in', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await startWithAdmin(db)
  })

  const ask = (cookie: string) => actorOf(db, ownHeaders(cookie))
  const wrong = /do not belong together/

  it('opens a session for the right password and knows who it is', async () => {
    expect(await ask(await sessionCookie(db, 'ada@example.com'))).toMatchObject({
      email: 'ada@example.com',
      role: 'admin',
      canSeeCost: true,
    })
  })

  it('says the same for a wrong password, an unknown e-mail and somebody who was only invited', async () => {
    await inviteUser(
      { db, actor: systemActor, now: new Date() },
      { email: 'ivy@example.com', name: 'Ivy', role: 'admin', canSeeCost: true },
    )
    const endless = { email: 'ada@example.com', password: 'x'.repeat(900) }
    await expect(signIn(db, ownHeaders(), endless)).rejects.toThrow(wrong)
    for (const email of ['ada@example.com', 'nobody@example.com', 'ivy@example.com']) {
      await expect(signIn(db, ownHeaders(), { email, password: 'not this one' })).rejects.toThrow(wrong)
    }
  })

  it('takes a cookie that was tampered with for nobody', async () => {
    const cookie = await sessionCookie(db, 'ada@example.com')
    expect(await ask(cookie.replace(/.{6}$/, 'AAAAAA'))).toBeNull()
    expect(await ask('openmrc.session_token=made.up')).toBeNull()
  })

  it('sets an HttpOnly cookie that is Secure where the browser came over https', async () => {
    const https = new Headers({
      host: 'b.example',
      'x-forwarded-proto': 'https',
      origin: 'https://b.example',
    })
    const [cookie] = await signIn(db, https, { email: 'ada@example.com', password: testPassword })
    expect(cookie).toMatchObject({ name: '__Host-openmrc.session_token', isSecure: true })
    https.set('cookie', `${cookie?.name}=${encodeURIComponent(cookie?.value ?? '')}`)
    expect(await actorOf(db, https)).toMatchObject({ email: 'ada@example.com' })
    const [plain] = await signIn(db, ownHeaders(), { email: 'ada@example.com', password: testPassword })
    expect(plain).toMatchObject({ name: 'openmrc.session_token', isSecure: false })
  })

  it('ends the session in the database when somebody signs out', async () => {
    const cookie = await sessionCookie(db, 'ada@example.com')
    await signOut(db, ownHeaders(cookie))
    expect(await ask(cookie)).toBeNull()
  })

  it('ends the session that came with it', async () => {
    const before = await sessionCookie(db, 'ada@example.com')
    await makeUser(db, 'ben@example.com')
    await signIn(db, ownHeaders(before), { email: 'ada@example.com', password: testPassword })
    expect(await ask(before)).toBeNull()
    const mine = await sessionCookie(db, 'ada@example.com')
    await signIn(db, ownHeaders(mine), { email: 'ben@example.com', password: testPassword })
    expect(await ask(mine)).toBeNull()
    const kept = await sessionCookie(db, 'ada@example.com')
    await expect(
      signIn(db, ownHeaders(kept), { email: 'ben@example.com', password: 'not this one' }),
    ).rejects.toThrow(wrong)
    expect(await ask(kept)).toMatchObject({ email: 'ada@example.com' })
  })

  it('lets nobody in with a session that has expired', async () => {
    const id = await makeUser(db, 'exp@example.com')
    const cookie = await sessionCookie(db, 'exp@example.com')
    await db
      .update(sessions)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(sessions.userId, id))
    expect(await ask(cookie)).toBeNull()
  })

  it('puts a deactivated person out at once and does not let them in again', async () => {
    const id = await makeUser(db, 'dan@example.com')
    const cookie = await sessionCookie(db, 'dan@example.com')
    await setUserActive({ db, actor: systemActor }, id, false)
    expect(await ask(cookie)).toBeNull()
    await expect(sessionCookie(db, 'dan@example.com')).rejects.toThrow(wrong)
    await setUserActive({ db, actor: systemActor }, id, true)
    expect(await ask(cookie)).toBeNull()
    expect(await ask(await sessionCookie(db, 'dan@example.com'))).toMatchObject({ id })
  })

  it('does not trust a session row of a deactivated person, however it came to be', async () => {
    const id = await makeUser(db, 'eve@example.com')
    const cookie = await sessionCookie(db, 'eve@example.com')
    await db.update(users).set({ isActive: false }).where(eq(users.id, id))
    expect(await ask(cookie)).toBeNull()
  })

  it('counts a changed role in the sessions that are open', async () => {
    const id = await makeUser(db, 'rob@example.com', 'admin')
    const cookie = await sessionCookie(db, 'rob@example.com')
    const changes = { name: 'Rob', role: 'account_manager' as const, canSeeCost: false }
    await updateUser({ db, actor: systemActor }, await edited(db, id, changes))
    expect(await ask(cookie)).toMatchObject({ role: 'account_manager', canSeeCost: false })
  })

  it('ends the sessions and the old password when an admin resets somebody', async () => {
    const id = await makeUser(db, 'ria@example.com')
    const cookie = await sessionCookie(db, 'ria@example.com')
    await resetUser({ db, actor: systemActor, now: new Date() }, id)
    expect(await ask(cookie)).toBeNull()
    await expect(sessionCookie(db, 'ria@example.com')).rejects.toThrow(wrong)
  })

  it('ends the sessions when somebody changes their own password, and asks for the old one', async () => {
    const id = await makeUser(db, 'pam@example.com')
    const cookie = await sessionCookie(db, 'pam@example.com')
    const pam = await ask(cookie)
    if (!pam) throw new Error('not signed in')
    const password = 'another long one'
    await expect(
      changeOwnPassword({ db, actor: pam }, { currentPassword: 'guess', password }),
    ).rejects.toThrow(/not the password/)
    await changeOwnPassword({ db, actor: pam }, { currentPassword: testPassword, password })
    expect(await ask(cookie)).toBeNull()
    expect(await ask(await sessionCookie(db, 'pam@example.com', password))).toMatchObject({ id })
  })
})
