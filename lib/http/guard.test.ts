import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { type Actor, requireAdmin } from '@/lib/access/actor'
import { log } from '@/lib/log'
import { Refusal } from '@/lib/refusal/refusal'

const request = vi.hoisted((): { headers: Headers; actor: unknown; mayBill: boolean } => ({
  ...{ headers: new Headers(), actor: null, mayBill: false },
}))
const noted = vi.hoisted(() => vi.fn())
vi.mock('next/headers', () => ({ headers: async () => request.headers }))
vi.mock('./read', () => ({ openApp: async () => ({ db: {}, environmentTimeZone: 'UTC' }) }))
vi.mock('@/lib/sign-in/read/actor', () => ({ actorOf: async () => request.actor }))
vi.mock('@/lib/users/read', () => ({ hasAdmin: async () => true }))
vi.mock('@/lib/settings/read', () => ({ getSettings: async () => ({ timeZone: 'UTC' }) }))
vi.mock('@/lib/security-log/note', () => ({ noteSecurity: noted }))
vi.mock('@/lib/api-keys/read', () => ({
  findApiKey: async () => (request.actor ? { id: 1, name: 'cron', mayBill: request.mayBill } : null),
}))
vi.mock('@/lib/api-keys/write', () => ({ noteUse: async () => {} }))
vi.mock('@/lib/api-keys/throttle', () => ({ countRequest: async () => null }))

import { action, failureOf, publicAction } from './action'
import { api } from './api'
import { openAdminPage, openPage } from './page'
import { download, route } from './route'
import { stream } from './stream'

const admin: Actor = { id: 'a', email: 'ada@example.com', name: 'Ada', role: 'admin', canSeeCost: true }
const manager: Actor = { ...admin, id: 'm', email: 'max@example.com', role: 'account_manager' }

/** How a door was answered: its status if it has one, and every word. */
type Told = { status?: number; text: string }
type Work = () => Promise<unknown>
type Knock = (work: Work, adminsOnly: boolean) => Promise<Told>

const path = 'http://localhost:3000/some/path?secret=1'
const sent = () => new Request(path, { headers: request.headers })
const words = async (answer: Promise<unknown>): Promise<Told> => ({ text: JSON.stringify(await answer) })
const told = async (answer: Promise<Response>): Promise<Told> => {
  const response = await answer
  return { status: response.status, text: await response.text() }
}
const done = (work: Work) => async () => {
  await work()
  return Response.json('done')
}

const knocks: Record<string, Knock> = {
  action: (work, adminsOnly) =>
    words(
      action(z.undefined(), async ({ actor }) => {
        if (adminsOnly) requireAdmin(actor)
        return (await work()) ?? 'done'
      })(undefined),
    ),
  publicAction: work => words(publicAction(z.undefined(), async () => (await work()) ?? 'done')(undefined)),
  route: (work, adminsOnly) => told(route(sent(), done(work), { adminsOnly })),
  download: (work, adminsOnly) =>
    told(download(sent(), async () => ({ what: 'a.csv', file: await done(work)() }), { adminsOnly })),
  stream: (work, adminsOnly) =>
    told(
      stream<unknown, null>(sent(), {
        ...{ adminsOnly, read: () => null, refused: refusal => ({ type: 'refused', ...failureOf(refusal) }) },
        work: async (_, tell) => {
          await work()
          await tell('done')
        },
      }),
    ),
  api: (work, adminsOnly) => told(api(sent(), done(work), { bills: adminsOnly })),
  page: async (work, adminsOnly) => {
    try {
      await (adminsOnly ? openAdminPage() : openPage())
      await work()
      return { text: 'done' }
    } catch (error) {
      return { text: error instanceof Error && 'digest' in error ? String(error.digest) : String(error) }
    }
  },
}

const own = () =>
  new Headers({
    ...{ host: 'localhost:3000', origin: 'http://localhost:3000', 'x-path': '/some/path?secret=1' },
    ...{ authorization: 'Bearer omrc_key' },
  })
const nothing = async () => {}
const refusing = async () => {
  throw Refusal.field('name', 'Taken.')
}
const failing = async () => {
  throw new Error('secret of the house')
}

type Case = { who: Actor | null; origin?: string; adminsOnly?: boolean; work: Work }
const cases = {
  'signed out': { who: null, work: nothing },
  'from another origin': { who: admin, origin: 'https://evil.example', work: nothing },
  'not an admin': { who: manager, adminsOnly: true, work: nothing },
  'refused by the rules': { who: admin, work: refusing },
  'an unexpected error': { who: admin, work: failing },
} satisfies Record<string, Case>

const signedOut = /You are signed out/
const foreign = /did not come from OpenMRC/
const notAdmin = /Only an admin may do this/
const failed = /Something went wrong and nothing was saved\. .* ask your admin about error ([0-9a-f]{8})\./
const failedApi =
  /Something went wrong and nothing was saved\. .* ask your provider about error ([0-9a-f]{8})\./

/** What each kind answers: its status if it has one, its words, and how often the security log is told. */
type Row = [status: number | undefined, text: RegExp, noted: number]
const none = undefined
const table: Record<string, Partial<Record<keyof typeof cases, Row>>> = {
  action: {
    'signed out': [none, signedOut, 1],
    'from another origin': [none, foreign, 1],
    'not an admin': [none, notAdmin, 1],
    'refused by the rules': [none, /"fieldErrors":\{"name":"Taken\."\}/, 0],
    'an unexpected error': [none, failed, 0],
  },
  publicAction: {
    'signed out': [none, /"ok":true/, 0],
    'from another origin': [none, foreign, 1],
    'refused by the rules': [none, /"fieldErrors":\{"name":"Taken\."\}/, 0],
    'an unexpected error': [none, failed, 0],
  },
  route: {
    'signed out': [401, signedOut, 0],
    'from another origin': [200, /done/, 0],
    'not an admin': [403, notAdmin, 1],
    'refused by the rules': [422, /^Taken\.\n$/, 0],
    'an unexpected error': [500, failed, 0],
  },
  download: {
    'signed out': [401, signedOut, 0],
    // The file itself is told: this site reads it, whoever links to it.
    'from another origin': [200, /done/, 1],
    'not an admin': [403, notAdmin, 1],
    'refused by the rules': [422, /^Taken\.\n$/, 0],
    'an unexpected error': [500, failed, 0],
  },
  stream: {
    'signed out': [401, signedOut, 1],
    'from another origin': [403, foreign, 1],
    'not an admin': [403, notAdmin, 1],
    'refused by the rules': [200, /"type":"refused".*"fieldErrors":\{"name":"Taken\."\}/, 0],
    'an unexpected error': [200, failed, 0],
  },
  api: {
    // A wrong key is told as one.
    'signed out': [401, /"detail":"This key is not known/, 1],
    'from another origin': [200, /done/, 0],
    'not an admin': [403, /"detail":"This key only reads/, 1],
    'refused by the rules': [422, /"status":422,"detail":"Taken\."/, 0],
    'an unexpected error': [500, failedApi, 0],
  },
  page: {
    'signed out': [none, /NEXT_REDIRECT;.*\/sign-in\?next=/, 0],
    'from another origin': [none, /done/, 0],
    'not an admin': [none, /404$/, 1],
    // Shown and logged by Next: error.tsx draws them.
    'refused by the rules': [none, /Taken\./, 0],
    'an unexpected error': [none, /secret of the house/, 0],
  },
}

/** Who the log names, if it is not the admin's e-mail. */
const by: Record<string, string> = { api: 'API key cron' }

const rows = Object.entries(table).flatMap(([kind, answers]) =>
  Object.entries(answers).map(([title, row]) => ({ kind, title: title as keyof typeof cases, row })),
)

describe('the guard', () => {
  const logged = vi.fn()
  beforeEach(() => {
    noted.mockReset()
    logged.mockReset()
    vi.spyOn(log, 'error').mockImplementation(logged)
  })
  afterEach(() => vi.restoreAllMocks())

  it.each(rows)('$kind, $title', async ({ kind, title, row: [status, text, times] }) => {
    const asked: Case = cases[title]
    request.headers = own()
    if (asked.origin) request.headers.set('origin', asked.origin)
    request.actor = asked.who
    request.mayBill = asked.who !== manager
    const work = vi.fn(asked.work)
    const answer = await knocks[kind]?.(work, asked.adminsOnly ?? false)
    expect(answer).toEqual({ status, text: expect.stringMatching(text) })
    expect(noted).toHaveBeenCalledTimes(times)
    const id = /about error (\w+)/.exec(answer?.text ?? '')?.[1]
    if (id === undefined) return expect(logged).not.toHaveBeenCalled()
    expect(answer?.text).not.toContain('secret')
    expect(logged).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/failed$/),
      expect.objectContaining({
        id,
        error: expect.any(Error),
        ...(kind === 'publicAction' ? {} : { actor: by[kind] ?? admin.email }),
      }),
    )
  })

  it.each([
    ['action', 'Action on /some/path'],
    ['stream', 'Route /some/path'],
    ['route', 'Route /some/path'],
    ['api', 'API /some/path'],
    ['page', 'Page /some/path'],
  ])('tells the security log whom a door of the kind %s refused: %s', async (kind, what) => {
    request.headers = own()
    request.actor = manager
    request.mayBill = false
    await knocks[kind]?.(nothing, true)
    const who = kind === 'api' ? { email: 'API key cron' } : manager
    expect(noted).toHaveBeenCalledExactlyOnceWith(
      expect.anything(),
      expect.objectContaining({
        event: 'refused',
        outcome: 'refused',
        who: expect.objectContaining(who),
        what,
      }),
    )
  })
})
