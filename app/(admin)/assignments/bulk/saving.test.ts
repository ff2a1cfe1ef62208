import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'

const asked = vi.hoisted((): { actor: unknown; read: string[] } => ({ actor: null, read: [] }))
vi.mock('next/headers', () => ({ headers: async () => new Headers(own) }))
vi.mock('next/cache', () => ({ revalidatePath: () => {} }))
vi.mock('@/lib/http/read', () => ({ openApp: async () => ({ db: null, environmentTimeZone: 'UTC' }) }))
vi.mock('@/lib/sign-in/read/actor', () => ({ actorOf: async () => asked.actor }))
// A refusal would be noted in the database, which is not here.
vi.mock('@/lib/security-log/note', () => ({ noteSecurity: () => {} }))

import { POST as SAVE } from './save/route'
import { POST as TAKE_BACK } from './take-back/route'

const own = { host: 'localhost:3000', origin: 'http://localhost:3000' }

/** 64 KB at each pull, without end. */
function endless() {
  const pulls = { count: 0 }
  const body = new ReadableStream(
    {
      pull(controller) {
        pulls.count += 1
        controller.enqueue(new Uint8Array(64 * 1024).fill(32))
      },
    },
    { highWaterMark: 0 },
  )
  return { pulls, body }
}

test.each([
  ['save', SAVE],
  ['take-back', TAKE_BACK],
])('%s reads no byte of somebody who is not signed in, and at most 1 MB of anybody', async (name, POST) => {
  for (const [actor, status, most] of [
    [null, 401, 0],
    [{ id: 'a' }, 200, 17],
  ] as const) {
    asked.actor = actor
    const { pulls, body } = endless()
    const request = new NextRequest(`http://localhost:3000/assignments/bulk/${name}`, {
      ...{ method: 'POST', headers: own, body, duplex: 'half' },
    })
    const response = await POST(request)
    expect(response.status).toBe(status)
    expect(await response.text()).toMatch(/"type":"refused"/)
    expect(pulls.count).toBeLessThanOrEqual(most)
  }
})
