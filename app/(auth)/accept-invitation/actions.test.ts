import { beforeAll, expect, it, vi } from 'vitest'
import type { Db } from '@/db/client'
import { systemActor } from '@/lib/access/actor'
import { inviteUser } from '@/lib/users/write/invitations'
import { setUserActive } from '@/lib/users/write/users'
import { describeDatabases } from '@/testing/database'
import { ownHeaders, startWithAdmin, testPassword } from '@/testing/people'
import { acceptInvitation, readLink } from './actions'

const request = vi.hoisted((): { db: unknown; set: string[] } => ({ db: null, set: [] }))
vi.mock('next/headers', () => ({
  headers: async () => ownHeaders(),
  cookies: async () => ({ set: (name: string) => request.set.push(name) }),
}))
vi.mock('@/lib/http/read', () => ({ openApp: async () => ({ db: request.db, environmentTimeZone: 'UTC' }) }))
const signing = vi.hoisted(() => ({ fails: false }))
vi.mock('@/lib/sign-in/write/sign-in', async original => {
  const real = await original<typeof import('@/lib/sign-in/write/sign-in')>()
  return {
    ...real,
    openSession: async (...of: Parameters<typeof real.openSession>) => {
      if (signing.fails) throw new Error('the database went away')
      return real.openSession(...of)
    },
  }
})

describeDatabases('a link to choose a password', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    request.db = db
    await startWithAdmin(db)
  })

  async function invited(email: string) {
    const person = { email, name: 'Ivy', role: 'account_manager' as const, canSeeCost: false }
    return inviteUser({ db, actor: systemActor, now: new Date() }, person)
  }
  const accept = (token: string) => acceptInvitation({ token, name: 'Ivy', password: testPassword })

  it('tells whom it is for, opens a session, and works once', async () => {
    const { token } = await invited('ivy@example.com')
    expect(await readLink({ token })).toEqual({ ok: true, data: { name: 'Ivy', email: 'ivy@example.com' } })
    request.set = []
    expect(await accept(token)).toEqual({ ok: true, data: { isSignedIn: true } })
    expect(request.set).toContain('openmrc.session_token')
    expect(await readLink({ token })).toEqual({ ok: true, data: null })
    expect(await accept(token)).toMatchObject({ ok: false })
  })

  it('says that the password is chosen where only the signing in failed', async () => {
    const { token } = await invited('late@example.com')
    signing.fails = true
    expect(await accept(token)).toEqual({ ok: true, data: { isSignedIn: false } })
    signing.fails = false
  })

  it('of a deactivated person, or none at all, tells nothing', async () => {
    const { token, userId } = await invited('gone@example.com')
    await setUserActive({ db, actor: systemActor }, userId, false)
    expect(await readLink({ token })).toEqual({ ok: true, data: null })
    expect(await readLink({ token: '' })).toEqual({ ok: true, data: null })
  })
})
