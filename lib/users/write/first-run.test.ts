import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { users } from '@/db/schema/users'
import { systemActor } from '@/lib/access/actor'
import { getSettings } from '@/lib/settings/read'
import { describeDatabases } from '@/testing/database'
import { sessionCookie, testPassword } from '@/testing/people'
import { hasAdmin } from '../read'
import { createFirstAdmin, prepareFirstRun } from './first-run'
import { inviteAccountManagers } from './users'

const freshAddress = () => crypto.randomUUID()

async function start(db: Db): Promise<string> {
  const lines: string[] = []
  await prepareFirstRun(db, { admin: undefined, port: 3210, url: undefined }, line => lines.push(line))
  return /localhost:3210\/set-up#(\S+)/.exec(lines.join('\n'))?.[1] ?? ''
}

const input = (code: string, email = 'ada@example.com') => ({
  code,
  email,
  name: 'Ada',
  password: testPassword,
  providerName: 'Ada Telecom',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
})

describeDatabases('first run', open => {
  it('prints a code that makes the first admin, once', async () => {
    const db = await open({ fresh: true })
    const code = await start(db)
    expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/)
    const admin = await createFirstAdmin(db, input(code), 'UTC', freshAddress())
    expect(admin).toMatchObject({ email: 'ada@example.com', role: 'admin' })
    expect(await getSettings(db, 'UTC')).toMatchObject({
      providerName: 'Ada Telecom',
      timeZone: 'Europe/Berlin',
    })
    expect(await sessionCookie(db, 'ada@example.com')).toContain('openmrc.session_token=')
    await expect(createFirstAdmin(db, input(code, 'eve@example.com'), 'UTC', freshAddress())).rejects.toThrow(
      /just been created/,
    )
    const trail = await db.select({ action: auditLog.action, actor: auditLog.actor }).from(auditLog)
    expect(trail).toEqual([
      { action: 'user.first_admin', actor: 'ada@example.com' },
      { action: 'settings.updated', actor: 'ada@example.com' },
    ])
  })

  it('refuses a wrong code on its field, and the code of an earlier start', async () => {
    const db = await open({ fresh: true })
    const old = await start(db)
    const code = await start(db)
    for (const wrong of ['AAAA-AAAA', old]) {
      await expect(createFirstAdmin(db, input(wrong), 'UTC', freshAddress())).rejects.toMatchObject({
        fieldErrors: { code: expect.stringMatching(/not the code/) },
      })
    }
    expect(await hasAdmin(db)).toBe(false)
    await createFirstAdmin(db, input(code.replace('-', '')), 'UTC', freshAddress())
    expect(await hasAdmin(db)).toBe(true)
  })

  it('makes one admin when two people hold the code at once', async () => {
    const db = await open({ fresh: true })
    const code = await start(db)
    const answers = await Promise.allSettled(
      ['a@example.com', 'b@example.com', 'c@example.com'].map(email =>
        createFirstAdmin(db, input(code, email), 'UTC', freshAddress()),
      ),
    )
    expect(answers.filter(answer => answer.status === 'fulfilled')).toHaveLength(1)
    expect(await db.select().from(users)).toHaveLength(1)
  })

  it('takes the admin from the environment only where there is none', async () => {
    const db = await open({ fresh: true })
    const admin = (email: string) => ({ admin: { email, password: testPassword }, port: 1, url: undefined })
    await prepareFirstRun(db, admin('One@Example.com'), () => {})
    await prepareFirstRun(db, admin('two@example.com'), () => {})
    expect((await db.select().from(users)).map(user => user.email)).toEqual(['one@example.com'])
    expect(await start(db)).toBe('')
  })

  it('turns somebody whom an import had named into the first admin', async () => {
    const db = await open({ fresh: true })
    await inviteAccountManagers({ db, actor: systemActor }, ['ada@example.com'])
    await createFirstAdmin(db, input(await start(db)), 'UTC', freshAddress())
    const found = await db.select().from(users).where(eq(users.email, 'ada@example.com'))
    expect(found).toMatchObject([{ role: 'admin', canSeeCost: true, name: 'Ada' }])
  })

  it('keeps the time zone of the environment as no setting', async () => {
    const db = await open({ fresh: true })
    await createFirstAdmin(db, input(await start(db)), 'Europe/Berlin', freshAddress())
    expect(await getSettings(db, 'Asia/Tokyo')).toMatchObject({
      billingTimeZone: null,
      timeZone: 'Asia/Tokyo',
    })
  })

  it('slows down whoever tries codes', async () => {
    const db = await open({ fresh: true })
    await start(db)
    const address = freshAddress()
    const tries = Array.from({ length: 9 }, () =>
      createFirstAdmin(db, input('AAAA-AAAA'), 'UTC', address).catch(String),
    )
    const answers = await Promise.all(tries)
    expect(answers.filter(answer => String(answer).includes('Too many tries')).length).toBeGreaterThanOrEqual(
      4,
    )
  })
})
