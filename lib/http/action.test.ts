import { beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/users'
import { requireAdmin, systemActor } from '@/lib/access/actor'
import { Refusal } from '@/lib/refusal/refusal'
import { updateUser } from '@/lib/users/write/users'
import { describeDatabases } from '@/testing/database'
import { edited, makeUser, ownHeaders, sessionCookie, startWithAdmin } from '@/testing/people'
import { action } from './action'
import type { Door } from './guard'

describeDatabases('the action wrapper', open => {
  let db: Db
  let cookie: string
  beforeAll(async () => {
    db = await open()
    await startWithAdmin(db)
    cookie = await sessionCookie(db, 'ada@example.com')
  })

  const door = (headers: Headers) => async (): Promise<Door> => ({
    headers,
    db,
    environmentTimeZone: 'Pacific/Auckland',
    now: new Date('2026-03-14T12:30:00Z'),
  })
  const schema = z.object({ name: z.string().min(2, 'Type a longer name.') })
  const run = (
    headers: Headers,
    work: () => Promise<unknown> = async () => 'done',
    // A request may hold anything: only our own pages send what the type says.
    input: unknown = { name: 'Ana' },
  ) => action(schema, work, door(headers))(input as { name: string })

  it('hands over who asks, what was sent, and today in the billing time zone', async () => {
    const ask = action(
      schema,
      async ({ actor, today, input }) => [actor.email, today, input.name],
      door(ownHeaders(cookie)),
    )
    expect(await ask({ name: 'Ana' })).toEqual({ ok: true, data: ['ada@example.com', '2026-03-15', 'Ana'] })
  })

  it('does no work for a request without Origin, from another origin, or without a session', async () => {
    const work = vi.fn(async () => 'done')
    const without = ownHeaders(cookie)
    without.delete('origin')
    const foreign = ownHeaders(cookie)
    foreign.set('origin', 'https://evil.example')
    for (const headers of [without, foreign]) {
      expect(await run(headers, work)).toEqual({
        ok: false,
        formError: expect.stringMatching(/did not come from OpenMRC/),
      })
    }
    expect(await run(ownHeaders(), work)).toEqual({
      ok: false,
      formError: expect.stringMatching(/signed out/),
    })
    expect(work).not.toHaveBeenCalled()
  })

  it('judges the role on fresh rows: somebody demoted a moment ago is refused', async () => {
    const id = await makeUser(db, 'rob@example.com', 'admin')
    const headers = ownHeaders(await sessionCookie(db, 'rob@example.com'))
    const ask = action(schema, async ({ actor }) => requireAdmin(actor), door(headers))
    expect(await ask({ name: 'Ana' })).toMatchObject({ ok: true })
    const changes = { name: 'Rob', role: 'account_manager' as const, canSeeCost: false }
    await updateUser({ db, actor: systemActor }, await edited(db, id, changes))
    expect(await ask({ name: 'Ana' })).toEqual({
      ok: false,
      formError: expect.stringMatching(/Only an admin/),
    })
  })

  it('answers bad input with sentences on the fields', async () => {
    expect(await run(ownHeaders(cookie), undefined, { name: 'A' })).toEqual({
      ok: false,
      fieldErrors: { name: 'Type a longer name.' },
    })
    expect(await run(ownHeaders(cookie), undefined, 'nonsense')).toMatchObject({ ok: false })
  })

  it('answers a refusal and a broken constraint on their field', async () => {
    const refused = async () => {
      throw Refusal.field('name', 'Taken.')
    }
    expect(await run(ownHeaders(cookie), refused)).toEqual({ ok: false, fieldErrors: { name: 'Taken.' } })
    const broken = () => db.insert(users).values({ id: 'x', name: 'X', email: 'ADA@example.com' })
    expect(await run(ownHeaders(cookie), async () => broken())).toEqual({
      ok: false,
      fieldErrors: { email: expect.stringMatching(/has this e-mail/) },
    })
  })

  it('tells an unexpected error by an id and keeps what it says to the log', async () => {
    const log = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
    const answer = await run(ownHeaders(cookie), async () => {
      throw new Error('secret of the house')
    })
    expect(JSON.stringify(answer)).toMatch(/error [0-9a-f]{8}/)
    expect(JSON.stringify(answer)).not.toContain('secret')
    expect(log).toHaveBeenCalledOnce()
    log.mockRestore()
  })
})
