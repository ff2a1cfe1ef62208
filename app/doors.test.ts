import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NextRequest } from 'next/server'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Db } from '@/db/client'
import { commandLineActor } from '@/lib/access/actor'
import { flushSecurityLog } from '@/lib/security-log/note'
import { listSecurityEvents } from '@/lib/security-log/read'
import { describeDatabases } from '@/testing/database'
import type { Door, RouteAsk } from '@/testing/doors/door'
import { doors } from '@/testing/doors/doors'
import { findDoors, isDoor, sources, type Work } from '@/testing/doors/found'
import {
  type Knocker,
  makePeople,
  makeWorld,
  type People,
  secretCost,
  type World,
} from '@/testing/doors/world'
import { makeUser, ownHeaders, sessionCookie } from '@/testing/people'

const request = vi.hoisted((): { headers: Headers; db: unknown } => ({ headers: new Headers(), db: null }))
vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({ set: () => {} }),
}))
vi.mock('next/cache', () => ({ revalidatePath: () => {} }))
vi.mock('@/lib/http/read', () => ({ openApp: async () => ({ db: request.db, environmentTimeZone: 'UTC' }) }))
// The runs and the loads themselves are not what is judged here: a door is open once they may begin.
vi.mock('@/lib/billing-runs/background', async () => {
  const { startRun } = await import('@/lib/billing-runs/start')
  const { resumeRun } = await import('@/lib/billing-runs/control')
  const { startUndo } = await import('@/lib/billing-runs/undo/undo')
  return {
    runInBackground: async (...of: Parameters<typeof startRun>) => (await startRun(...of)).runId,
    resumeInBackground: async (...of: Parameters<typeof resumeRun>) => (await resumeRun(...of)).runId,
    undoInBackground: async (...of: Parameters<typeof startUndo>) => (await startUndo(...of)) !== null,
    workOptions: () => ({}),
  }
})
vi.mock('./(auth)/set-up/sample-load', () => ({ startLoad: () => ({ id: '1' }), currentLoad: () => null }))

const root = import.meta.dirname
const rows = Object.entries(doors).flatMap(([name, door]) =>
  [door].flat().map((row, i, all) => ({ name, title: all.length > 1 ? `${name} (${i + 1})` : name, row })),
)
const judged = rows.filter(({ row }) => row.may !== 'anybody')

describe('the doors of the source', () => {
  it('each has a row in testing/doors/doors.ts that says who may, and no row has lost its door', async () => {
    expect([...(await findDoors()).keys()].sort()).toEqual(Object.keys(doors).sort())
  })

  it('stand in files that this matrix reads: actions.ts, …-action.ts and route.ts', () => {
    const elsewhere = sources.filter(
      name => !isDoor(name) && /^\s*['"]use server['"]/m.test(readFileSync(join(root, name), 'utf8')),
    )
    expect(elsewhere).toEqual([])
  })
})

type NamedDoor = { name: string; row: Door }

/** What came back: whether the door opened, and every word of the answer. */
type Answer = { isOpen: boolean; text: string }

const spelled = (value: unknown) =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part)) ?? ''

async function knock(work: Work, { name, row }: NamedDoor, world: World, who: Knocker): Promise<Answer> {
  request.db = world.db
  request.headers = ownHeaders(world.people.cookies[who])
  const ask = await row.ask(world)
  if (!name.includes('route.ts')) {
    const answer = await work(ask)
    const isOpen = typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true
    return { isOpen, text: spelled(answer) }
  }
  const { path, params = {}, body } = ask as RouteAsk
  const method = name.endsWith('POST') ? 'POST' : 'GET'
  const sent = new NextRequest(`http://localhost:3000${path}`, { method, headers: request.headers, body })
  const response = await work(sent, { params: Promise.resolve(params) })
  if (!(response instanceof Response)) throw new TypeError('a route answers with a Response')
  const text = await response.text()
  return { isOpen: response.ok && !/"type":"refused"/.test(text), text }
}

/** How a door says no to who is signed in and may not: by role, or as if the thing were not there. */
const refusal = /only an admin|not one of yours|no such/i

describeDatabases('the doors', open => {
  let db: Db
  let people: People
  let found: Map<string, Work>
  beforeAll(async () => {
    db = await open()
    people = await makePeople(db)
    found = await findDoors()
  })
  const knocked = async (door: NamedDoor, who: Knocker, world: World) => {
    const work = found.get(door.name)
    if (!work) throw new Error(`there is no door ${door.name}`)
    const answer = await knock(work, door, world, who)
    if (who !== 'admin') {
      // An account manager who may not see cost is told none by any door.
      expect(answer.text).not.toContain(String(secretCost.micro))
      expect(answer.text).not.toContain(secretCost.text)
    }
    return answer
  }

  it.each(judged)('$title opens for whom it should', async door => {
    const { may, tells, answers } = door.row
    const world = await makeWorld(db, people)
    const nobody = await knocked(door, 'nobody', world)
    expect(nobody).toEqual({ isOpen: false, text: expect.stringMatching(/signed out|Sign in/) })
    const stranger = await knocked(door, 'stranger', world)
    if (may === 'admins' || (may === 'owner' && !tells))
      expect(stranger).toEqual({ isOpen: false, text: expect.stringMatching(refusal) })
    if (may !== 'signed_in') {
      for (const { text } of [nobody, stranger]) {
        expect(text).not.toContain(world.word)
        expect(text).not.toContain(world.number)
      }
    }
    if (may === 'admins')
      expect(await knocked(door, 'owner', world)).toEqual({
        isOpen: false,
        text: expect.stringMatching(refusal),
      })
    for (const who of may === 'admins' ? (['admin'] as const) : (['owner', 'admin'] as const)) {
      const own = await makeWorld(db, people)
      const answer = await knocked(door, who, own)
      const expected = answers
        ? { isOpen: false, text: expect.stringMatching(answers) }
        : { isOpen: true, text: expect.any(String) }
      expect([who, answer]).toEqual([who, expected])
      if (tells) expect(answer.text).toMatch(new RegExp(`${own.word}|${own.number}`, 'i'))
    }
  })

  it('tell the security log whom they refused, by action, route and page', async () => {
    // Of one person at most 60 events a minute are kept, and the strangers of the tests above have knocked more often.
    await makeUser(db, 'curious@example.com')
    const cookies = { ...people.cookies, stranger: await sessionCookie(db, 'curious@example.com') }
    const world = await makeWorld(db, { ...people, cookies })
    for (const name of [
      '(admin)/settings/users/actions.ts makeLink',
      '(admin)/packages/packages.csv/route.ts GET',
      '(admin)/imports/upload/route.ts POST',
      '(admin)/customers/[id]/statement/statement.csv/route.ts GET',
    ]) {
      const row = [doors[name]].flat()[0]
      if (row) await knocked({ name, row }, 'stranger', world)
    }
    request.headers = ownHeaders(cookies.stranger)
    const { openAdminPage } = await import('@/lib/http/page')
    await openAdminPage().catch(() => undefined)
    await flushSecurityLog(db)
    const told = await listSecurityEvents(
      { db, actor: commandLineActor },
      {
        ...{ search: 'curious@example.com', outcome: 'refused', timeZone: 'UTC' },
      },
    )
    const what = told.rows.map(row => row.what.split(' ')[0])
    expect(new Set(what)).toEqual(new Set(['Action', 'Route', 'Page']))
    const routes = told.rows.filter(row => row.what.startsWith('Route')).map(row => row.what)
    expect(routes.sort()).toEqual([
      'Route /imports/upload',
      'Route /packages/packages.csv',
      'Route /statement.csv',
    ])
  })
})
