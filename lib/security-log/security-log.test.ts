import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { type Db, rowsOf } from '@/db/rows'
import { type Actor, systemActor } from '@/lib/access/actor'
import { createApiKey, revokeApiKey } from '@/lib/api-keys/write'
import { constraintOf } from '@/lib/refusal/constraints'
import { addressHeader } from '@/lib/request/client-address'
import { actorOf } from '@/lib/sign-in/read/actor'
import { signIn, signOut } from '@/lib/sign-in/write/sign-in'
import { acceptInvitation, inviteUser, resetUser } from '@/lib/users/write/invitations'
import { changeOwnPassword, setUserActive, updateUser } from '@/lib/users/write/users'
import { describeDatabases, withOwner } from '@/testing/database'
import { edited, makeUser, ownHeaders, sessionCookie, startWithAdmin, testPassword } from '@/testing/people'
import { flushSecurityLog, noteSecurity } from './note'
import { lastLinkForAdmin, listSecurityEvents } from './read'
import { deleteOldSecurityEvents } from './write'

describeDatabases('the security log', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await startWithAdmin(db)
  })

  async function told(search: string) {
    await flushSecurityLog(db)
    const { rows } = await listSecurityEvents({ db, actor: systemActor }, { search, timeZone: 'UTC' })
    return rows.reverse().map(({ event, outcome }) => `${event} ${outcome}`)
  }

  it('tells of sign-in and failure, with the address, and of the sign-out', async () => {
    await makeUser(db, 'sue@example.com')
    const headers = ownHeaders()
    headers.set(addressHeader(), '198.51.100.23')
    await expect(signIn(db, headers, { email: 'sue@example.com', password: 'guess' })).rejects.toThrow()
    await signIn(db, headers, { email: 'sue@example.com', password: testPassword })
    await signOut(db, ownHeaders(await sessionCookie(db, 'sue@example.com')))
    expect(await told('198.51.100.23')).toEqual(['sign_in failed', 'sign_in done'])
    expect(await told('sue@example.com')).toContain('sign_out done')
  })

  it('tells of somebody who is slowed down once a minute, with how often', async () => {
    const headers = ownHeaders()
    const email = `${crypto.randomUUID()}@example.com`
    for (let i = 0; i < 14; i += 1)
      await signIn(db, headers, { email, password: 'guess' }).catch(() => undefined)
    await flushSecurityLog(db)
    const { rows } = await listSecurityEvents({ db, actor: systemActor }, { search: email, timeZone: 'UTC' })
    const sum = (event: string) =>
      rows.filter(row => row.event === event).reduce((total, row) => total + row.times, 0)
    expect([rows.length, sum('sign_in'), sum('throttled')]).toEqual([4, 8, 6])
  })

  it('tells of links, people, passwords and keys, and never a secret', async () => {
    const now = new Date()
    const email = 'lea@example.com'
    const made = await inviteUser(
      { db, actor: systemActor, now },
      { email, name: 'Lea', role: 'admin', canSeeCost: true },
    )
    await acceptInvitation({ db, now }, { token: made.token, name: 'Lea', password: testPassword })
    const lea = await actorOf(db, ownHeaders(await sessionCookie(db, email)))
    if (!lea) throw new Error('not signed in')
    const password = 'four other words here'
    await changeOwnPassword({ db, actor: lea }, { currentPassword: testPassword, password })
    const key = await createApiKey({ db, actor: lea }, { name: 'Portal', mayBill: true })
    await revokeApiKey({ db, actor: lea }, { id: key.id })
    const { token } = await resetUser({ db, actor: systemActor, now }, made.userId)
    await updateUser({ db, actor: systemActor }, await edited(db, made.userId, { role: 'account_manager' }))
    await setUserActive({ db, actor: systemActor }, made.userId, false)
    expect(await told('lea@example.com')).toEqual([
      ...['link_made done', 'link_used done', 'sign_in done', 'password_changed done'],
      ...[
        'key_made done',
        'key_revoked done',
        'link_made done',
        'person_changed done',
        'person_changed done',
      ],
    ])
    expect(await lastLinkForAdmin({ db, actor: systemActor, now })).toMatchObject({
      what: 'admin lea@example.com: new password',
    })
    const all = JSON.stringify(await rowsOf(db, sql`select * from security_events`))
    for (const secret of [made.token, token, testPassword, password, key.key])
      expect(all).not.toContain(secret)
  })

  it('is for admins', async () => {
    const manager: Actor = { ...systemActor, role: 'account_manager' }
    await expect(listSecurityEvents({ db, actor: manager }, { timeZone: 'UTC' })).rejects.toThrow(
      /Only an admin/,
    )
  })

  it('is changed by nobody, and emptied only of what is older than 400 days', async () => {
    noteSecurity(db, { event: 'exported', who: 'kept@example.com', what: 'a.csv' })
    await flushSecurityLog(db)
    await db.execute(sql`insert into security_events (at, event, outcome, who, address, what)
      values (now() - interval '401 days', 'exported', 'done', 'old@example.com', '', '')`)
    for (const statement of [
      sql`update security_events set who = 'x'`,
      sql`delete from security_events where who = 'kept@example.com'`,
      sql`truncate security_events`,
    ]) {
      const error = await withOwner(db, owner => owner.transaction(tx => tx.execute(statement))).then(
        () => null,
        (failure: unknown) => failure,
      )
      expect(constraintOf(error)).toBe('security_events_append_only')
    }
    await deleteOldSecurityEvents(db)
    expect(await told('old@example.com')).toEqual([])
    expect(await told('kept@example.com')).toEqual(['exported done'])
  })
})
