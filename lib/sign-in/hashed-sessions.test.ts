import { createHmac } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { sessions } from '@/db/schema/users'
import { signingSecret } from '@/db/signing-secret'
import { describeDatabases } from '@/testing/database'
import { makeUser, ownHeaders, sessionCookie, startWithAdmin } from '@/testing/people'
import { actorOf } from './read/actor'
import { fingerprint } from './write/credentials'
import { signOut } from './write/sign-in'

const name = 'openmrc.session_token'

/** The token in a Cookie header, before its signature. */
const tokenOf = (cookie: string) => decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? ''

/** The cookie that somebody makes who knows the secret and this value. */
function signed(value: string): string {
  const signature = createHmac('sha256', signingSecret()).update(value).digest('base64')
  return `${name}=${encodeURIComponent(`${value}.${signature}`)}`
}

describeDatabases('sessions in the database', open => {
  let db: Db
  let userId = ''
  beforeAll(async () => {
    db = await open()
    await startWithAdmin(db)
    userId = await makeUser(db, 'may@example.com')
  })

  const ask = (cookie: string) => actorOf(db, ownHeaders(cookie))
  const rows = () => db.select().from(sessions).where(eq(sessions.userId, userId))

  it('are kept by the hash of their token alone', async () => {
    const token = tokenOf(await sessionCookie(db, 'may@example.com'))
    expect(token.length).toBeGreaterThanOrEqual(32)
    expect((await rows()).map(row => row.token)).toContain(fingerprint(token))
    const texts = await rowsOf<{ text: string }>(
      db,
      sql`select s::text as text from sessions s union all select s::text from settings s`,
    )
    for (const { text } of texts) {
      expect(text).not.toContain(token)
      expect(text).not.toContain(signingSecret())
    }
  })

  it('open for the token, and not for what the database holds, even if it is signed', async () => {
    const token = tokenOf(await sessionCookie(db, 'may@example.com'))
    expect(await ask(signed(token))).toMatchObject({ id: userId })
    for (const row of await rows()) expect(await ask(signed(row.token))).toBeNull()
    expect(await ask(signed(fingerprint(token)))).toBeNull()
  })

  it('end alone when their own browser signs out', async () => {
    const [first, second] = [
      await sessionCookie(db, 'may@example.com'),
      await sessionCookie(db, 'may@example.com'),
    ]
    await signOut(db, ownHeaders(first))
    expect(await ask(first)).toBeNull()
    expect(await ask(second)).toMatchObject({ id: userId })
  })

  it('cannot be written with a plain token', async () => {
    const values = { id: 'plain', token: 'a-plain-token', userId, expiresAt: new Date() }
    await expect(db.insert(sessions).values(values)).rejects.toThrow()
  })
})
