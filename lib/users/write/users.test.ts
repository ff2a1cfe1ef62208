import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { type Actor, systemActor } from '@/lib/access/actor'
import { describeDatabases } from '@/testing/database'
import { edited, makeUser, startWithAdmin, testPassword } from '@/testing/people'
import { listUsers } from '../read'
import { acceptInvitation, inviteUser } from './invitations'
import { inviteAccountManagers, setUserActive, updateUser } from './users'

const asAdmin = (id: string): Actor => ({ ...systemActor, id, email: id })

describeDatabases('users', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await startWithAdmin(db)
  })

  it('keeps the last admin who can sign in, whatever is tried', async () => {
    const fresh = await open({ fresh: true })
    await startWithAdmin(fresh)
    const { rows } = await listUsers(
      { db: fresh, actor: systemActor },
      { search: '', page: 1, now: new Date() },
    )
    const ada = rows[0]?.id ?? ''
    // An invited admin cannot sign in yet and does not count.
    await inviteUser(
      { db: fresh, actor: systemActor, now: new Date() },
      { email: 'i@example.com', name: 'I', role: 'admin', canSeeCost: true },
    )
    await expect(setUserActive({ db: fresh, actor: asAdmin(ada) }, ada, false)).rejects.toThrow(/last admin/)
    const demoted = { name: 'Ada', role: 'account_manager' as const, canSeeCost: false }
    await expect(
      updateUser({ db: fresh, actor: asAdmin(ada) }, await edited(fresh, ada, demoted)),
    ).rejects.toThrow(/last admin/)
  })

  it('keeps one admin when two admins deactivate each other at once', async () => {
    const fresh = await open({ fresh: true })
    await startWithAdmin(fresh)
    const second = await makeUser(fresh, 'bob@example.com', 'admin')
    const { rows } = await listUsers(
      { db: fresh, actor: systemActor },
      { search: 'ada', page: 1, now: new Date() },
    )
    const first = rows[0]?.id ?? ''
    const answers = await Promise.allSettled([
      setUserActive({ db: fresh, actor: asAdmin(first) }, second, false),
      setUserActive({ db: fresh, actor: asAdmin(second) }, first, false),
    ])
    expect(answers.filter(answer => answer.status === 'fulfilled')).toHaveLength(1)
  })

  it('judges the actor on fresh rows, not on what the request began with', async () => {
    const id = await makeUser(db, 'was@example.com', 'admin')
    const demoted = { name: 'Was', role: 'account_manager' as const, canSeeCost: false }
    await updateUser({ db, actor: systemActor }, await edited(db, id, demoted))
    await expect(setUserActive({ db, actor: asAdmin(id) }, 'anybody', false)).rejects.toThrow(/Only an admin/)
  })

  it('tells the second of two editors what the first one saved, and does not give back what was taken', async () => {
    const id = await makeUser(db, 'two@example.com')
    await updateUser({ db, actor: systemActor }, await edited(db, id, { canSeeCost: true }))
    const opened = await edited(db, id, { name: 'Second' })
    await updateUser({ db, actor: systemActor }, await edited(db, id, { canSeeCost: false }))
    await expect(updateUser({ db, actor: systemActor }, opened)).rejects.toThrow(
      /^Another user changed two@example.com while you were editing: cost is not shown now\./,
    )
    await updateUser({ db, actor: systemActor }, await edited(db, id, { name: 'Second' }))
    const { rows } = await listUsers({ db, actor: systemActor }, { search: 'two@', page: 1, now: new Date() })
    expect(rows).toMatchObject([{ name: 'Second', canSeeCost: false }])
  })

  it('takes an invitation once, within seven days', async () => {
    const invite = (email: string, now: Date) =>
      inviteUser(
        { db, actor: systemActor, now },
        { email, name: 'New', role: 'account_manager', canSeeCost: false },
      )
    const accept = (token: string) =>
      acceptInvitation({ db, now: new Date() }, { token, name: 'New', password: testPassword })
    const { token } = await invite('new@example.com', new Date())
    const answers = await Promise.allSettled([accept(token), accept(token)])
    expect(answers.filter(answer => answer.status === 'fulfilled')).toHaveLength(1)
    const late = await invite('late@example.com', new Date(Date.now() - 8 * 24 * 60 * 60 * 1000))
    await expect(accept(late.token)).rejects.toThrow(/expired/)
    await expect(accept('made-up')).rejects.toThrow(/expired/)
  })

  it('names people of an import once, whatever their capitals, and keeps who is there', async () => {
    const first = await inviteAccountManagers({ db, actor: systemActor }, [
      'Kim@Example.com',
      'lee@example.com',
      'kim@example.com',
    ])
    const again = await inviteAccountManagers({ db, actor: systemActor }, [
      'lee@example.com',
      'ada@example.com',
    ])
    expect([...first.keys()]).toEqual(['kim@example.com', 'lee@example.com'])
    expect(again.get('lee@example.com')).toBe(first.get('lee@example.com'))
    const { rows } = await listUsers({ db, actor: systemActor }, { search: 'kim@', page: 1, now: new Date() })
    expect(rows).toMatchObject([
      { email: 'kim@example.com', role: 'account_manager', status: 'link_expired' },
    ])
  })
})
