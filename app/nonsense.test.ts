import { join } from 'node:path'
import { NextRequest } from 'next/server'
import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Db } from '@/db/client'
import { commandLineActor } from '@/lib/access/actor'
import { createApiKey } from '@/lib/api-keys/write'
import { log } from '@/lib/log'
import { describeDatabases } from '@/testing/database'
import type { RouteAsk } from '@/testing/doors/door'
import { doors } from '@/testing/doors/doors'
import { findDoors, type Work } from '@/testing/doors/found'
import { nonsense, spoiled } from '@/testing/doors/nonsense'
import { pages } from '@/testing/doors/pages'
import { renderAll } from '@/testing/doors/rendered'
import { makePeople, makeWorld, type People } from '@/testing/doors/world'
import { ownHeaders } from '@/testing/people'

const request = vi.hoisted((): { headers: Headers; db: unknown } => ({ headers: new Headers(), db: null }))
vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({ set: () => {}, get: () => undefined }),
}))
vi.mock('next/cache', () => ({ revalidatePath: () => {} }))
vi.mock('@/lib/http/read', () => ({ openApp: async () => ({ db: request.db, environmentTimeZone: 'UTC' }) }))
// What is asked of a run is judged here, not the run.
vi.mock('@/lib/billing-runs/background', () => ({
  runInBackground: async () => 1,
  resumeInBackground: async () => 1,
  undoInBackground: async () => true,
  workOptions: () => ({}),
}))
vi.mock('./(auth)/set-up/sample-load', () => ({ startLoad: () => ({ id: '1' }), currentLoad: () => null }))
// They would refuse by the thousand: what is sent is judged here.
vi.mock('@/lib/sign-in/throttle', async original => ({
  ...(await original<typeof import('@/lib/sign-in/throttle')>()),
  countTry: async () => {},
}))
vi.mock('@/lib/api-keys/throttle', () => ({ countRequest: async () => null }))

/** What a failure that nobody foresaw is logged with, and answered with. */
const unforeseen = /went wrong|Internal Server Error/i
const logged = vi.fn()

const rows = Object.entries(doors).map(([name, door]) => ({ name, door: [door].flat()[0] }))
const actions = rows.filter(({ name }) => !name.includes('route.ts'))
const routes = rows.filter(({ name }) => name.includes('route.ts'))

/** The page is another one, or there is none. */
const isElsewhere = (error: unknown) =>
  error instanceof Error && 'digest' in error && /^NEXT_(REDIRECT|HTTP_ERROR)/.test(String(error.digest))

const spelled = (value: unknown) =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part)) ?? ''

describeDatabases('nonsense is refused in words and never a failure', open => {
  let db: Db
  let people: People
  let found: Map<string, Work>
  let key = ''
  beforeAll(async () => {
    db = await open()
    people = await makePeople(db)
    found = await findDoors()
    key = (await createApiKey({ db, actor: commandLineActor }, { name: 'nonsense', mayBill: true })).key
  })
  beforeEach(() => {
    logged.mockReset()
    // Doors log with `log`, libraries with the console.
    vi.spyOn(log, 'error').mockImplementation(logged)
    vi.spyOn(console, 'error').mockImplementation(logged)
  })
  const openDoor = (name: string): Work => found.get(name) ?? expect.fail(`there is no door ${name}`)

  it.each(actions)(
    'sent to $name',
    async ({ name, door }) => {
      const world = await makeWorld(db, people)
      request.db = db
      const sent = await door?.ask(world)
      const failed: string[] = []
      for (const { what, sent: wrong } of spoiled(sent)) {
        request.headers = ownHeaders(people.cookies.admin)
        const answer = await openDoor(name)(wrong).catch((error: unknown) =>
          isElsewhere(error) ? 'redirected' : `something went wrong: ${error}`,
        )
        if (unforeseen.test(spelled(answer))) failed.push(`${what}: ${logged.mock.lastCall?.[1]}`)
      }
      expect(failed).toEqual([])
      expect(logged).not.toHaveBeenCalled()
    },
    60_000,
  )

  it.each(routes)('sent to $name', async ({ name, door }) => {
    const world = await makeWorld(db, people)
    request.db = db
    const asked = (door?.ask(world) ?? {}) as Partial<RouteAsk>
    const failed: string[] = []
    const send = async (what: string, path: string, params: Record<string, string>, body?: string) => {
      const headers = ownHeaders(people.cookies.admin)
      if (name.startsWith('api/')) headers.set('authorization', `Bearer ${key}`)
      request.headers = headers
      const method = name.endsWith('POST') ? 'POST' : 'GET'
      const sent = new NextRequest(`http://localhost:3000${path}`, { method, headers, body })
      try {
        const response = await openDoor(name)(sent, { params: Promise.resolve(params) })
        if (!(response instanceof Response)) throw new TypeError('a route answers with a Response')
        if (response.status >= 500 || unforeseen.test(await response.text()))
          failed.push(`${what}: ${response.status} ${logged.mock.lastCall?.[1]}`)
      } catch (error) {
        failed.push(`${what}: ${error}`)
      }
    }
    const { path = '/x', params = apiParams, body } = await asked
    // A request's address and headers hold no line breaks, and are no longer than 16 KB.
    const texts = nonsense.map(({ value }) => String(value).slice(0, 1_000))
    for (const text of texts) {
      for (const part of Object.keys(params))
        await send(`${text} as ${part}`, path, { ...params, [part]: text }, body)
      const query = new URLSearchParams(addressParts.map(part => [part, text]))
      await send(`${text} in the address`, `${path.split('?')[0]}?${query}`, params, body)
      if (name.endsWith('POST')) await send(`${text} as the body`, path, params, text)
    }
    const ownBody = name.startsWith('api/') ? apiBody : null
    const json = body?.startsWith('{') ? JSON.parse(body) : ownBody
    if (name.endsWith('POST') && json !== null)
      for (const { what, sent } of spoiled(json)) await send(what, path, params, spelled(sent))
    expect(failed).toEqual([])
    expect(logged).not.toHaveBeenCalled()
  })

  it.each(Object.entries(pages))(
    'in the address of %s',
    async (file, row) => {
      const world = await makeWorld(db, people)
      request.db = db
      request.headers = ownHeaders(people.cookies.admin)
      const { default: page }: { default: (asked: unknown) => Promise<unknown> } = await import(
        join(import.meta.dirname, file)
      )
      const failed: string[] = []
      const visit = async (id: unknown, searchParams: Record<string, string | string[]>, what: string) => {
        const asked = {
          params: Promise.resolve({ id: String(id) }),
          searchParams: Promise.resolve(searchParams),
        }
        try {
          await renderAll(await page(asked))
        } catch (error) {
          if (!isElsewhere(error)) failed.push(`${what}: ${error}`)
        }
      }
      const { id } = [row].flat()[0] ?? {}
      for (const text of addressTexts) {
        await visit(text, {}, `${text} as the id`)
        const all = Object.fromEntries(addressParts.map(part => [part, [text, 'x']]))
        for (const tab of id ? tabs : ['']) await visit(id?.(world), { ...all, tab }, `${text} on ${tab}`)
      }
      expect(failed).toEqual([])
    },
    60_000,
  )
})

/** Parts of an address that pages and files ask for. */
const addressParts = [
  ...[
    'q',
    'sort',
    'page',
    'after',
    'before',
    'from',
    'to',
    'kind',
    'mode',
    'name',
    'id',
    'archived',
    'customer',
  ],
  ...['status', 'target', 'manager', 'package', 'owner', 'enabled', 'carrier', 'leak', 'currency', 'funds'],
]
const addressTexts = ['a\0b', '9'.repeat(15), '9'.repeat(300), '1.5', '1e308', '9999-12-31', '10000-01-01']
const tabs = ['', 'charges', 'history']
const apiParams = { id: '1', accountCode: 'X' }
const apiBody = {
  ...{ through: '2026-01-01', mode: 'simulate', customer: 'A', customers: ['A'], packages: ['p'] },
  ...{ catalogue: 'today', reason: 'A test.' },
}
