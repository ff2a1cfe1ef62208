import { NextRequest } from 'next/server'
import { beforeAll, expect, it, vi } from 'vitest'
import type { Db } from '@/db/client'
import { commandLineActor } from '@/lib/access/actor'
import { flushSecurityLog } from '@/lib/security-log/note'
import { listSecurityEvents } from '@/lib/security-log/read'
import { describeDatabases } from '@/testing/database'
import type { RouteAsk } from '@/testing/doors/door'
import { doors } from '@/testing/doors/doors'
import { findDoors, type Work } from '@/testing/doors/found'
import { makePeople, makeWorld, type World } from '@/testing/doors/world'
import { makeUser, ownHeaders, sessionCookie } from '@/testing/people'

const request = vi.hoisted((): { db: unknown } => ({ db: null }))
vi.mock('@/lib/http/read', () => ({ openApp: async () => ({ db: request.db, environmentTimeZone: 'UTC' }) }))

const files = Object.entries(doors)
  .filter(([name]) => /\.(csv|pdf)\/route\.ts GET$/.test(name))
  .map(([name, door]) => ({ name, door: [door].flat()[0] }))

describeDatabases('the files that people take out', open => {
  let db: Db
  let world: World
  let found: Map<string, Work>
  let people = 0
  beforeAll(async () => {
    db = await open()
    request.db = db
    world = await makeWorld(db, await makePeople(db))
    found = await findDoors()
  })

  async function take({ name, door }: (typeof files)[number], cookie: string | undefined): Promise<Response> {
    const { path = '/', params = {} } = ((await door?.ask(world)) ?? {}) as Partial<RouteAsk>
    const sent = new NextRequest(`http://localhost:3000${path}`, { headers: ownHeaders(cookie) })
    const response = await found.get(name)?.(sent, { params: Promise.resolve(params) })
    return response instanceof Response ? response : expect.fail(`there is no door ${name}`)
  }

  async function told(event: string): Promise<number> {
    await flushSecurityLog(db)
    const events = await listSecurityEvents(
      { db, actor: commandLineActor },
      { search: '', event, timeZone: 'UTC' },
    )
    return events.rows.reduce((sum, row) => sum + row.times, 0)
  }

  it('are all of these', () => expect(files).toHaveLength(8))

  it.each(files)('$name: three at once, each told in the security log; a fourth is neither', async file => {
    const before = await told('exported')
    const responses: Response[] = []
    for (let n = 0; n < 4; n += 1) responses.push(await take(file, world.people.cookies.admin))
    expect(responses.map(response => response.status)).toEqual([200, 200, 200, 429])
    for (const response of responses) await response.body?.cancel()
    expect((await told('exported')) - before).toBe(3)
  })

  it.each(files.filter(({ door }) => door?.may === 'admins'))(
    '$name: whoever may not have it is told in the security log',
    async file => {
      people += 1
      const email = `curious${people}@example.com`
      await makeUser(db, email)
      const before = await told('refused')
      expect((await take(file, await sessionCookie(db, email))).status).toBe(403)
      expect((await told('refused')) - before).toBe(1)
    },
  )
})
