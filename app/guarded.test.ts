import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NextRequest } from 'next/server'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { log } from '@/lib/log'
import { doors } from '@/testing/doors/doors'
import { findDoors, sources, type Work } from '@/testing/doors/found'
import { ownHeaders } from '@/testing/people'

const openApp = vi.hoisted(() => vi.fn())
vi.mock('@/lib/http/read', () => ({ openApp }))
vi.mock('next/headers', () => ({
  headers: async () => ownHeaders(undefined),
  cookies: async () => ({ set: () => {} }),
}))
vi.mock('next/cache', () => ({ revalidatePath: () => {} }))

const root = import.meta.dirname

/** These hold nobody's data, and must answer while the database does not. */
const outside = ['(admin)/imports/template/route.ts GET', '(auth)/set-up/progress/route.ts GET']
const guarded = Object.keys(doors).filter(name => !outside.includes(name))

/** What a door answers in words; where it leads if it leads elsewhere. */
async function knock(work: Work | undefined, name: string): Promise<string> {
  const method = name.endsWith(' POST') ? 'POST' : 'GET'
  const sent = new NextRequest('http://localhost:3000/x', { method, headers: ownHeaders(undefined) })
  const params = Promise.resolve({ id: '1', accountCode: 'X' })
  try {
    const answer = await (name.includes('route.ts') ? work?.(sent, { params }) : work?.(undefined))
    return answer instanceof Response ? await answer.text() : JSON.stringify(answer)
  } catch (error) {
    return error instanceof Error && 'digest' in error ? String(error.digest) : `not answered: ${error}`
  }
}

describe('while the database cannot be opened', () => {
  let found: Map<string, Work>
  const logged = vi.fn()
  beforeAll(async () => {
    found = await findDoors()
  })
  beforeEach(() => {
    openApp.mockReset().mockRejectedValue(new Error('no database'))
    logged.mockReset()
    vi.spyOn(log, 'error').mockImplementation(logged)
  })
  afterEach(() => vi.restoreAllMocks())

  it.each(guarded)('%s answers by the guard: in words, with an id that is logged once', async name => {
    const answer = await knock(found.get(name), name)
    expect(logged).toHaveBeenCalledOnce()
    const id: unknown = logged.mock.lastCall?.[1]?.id
    // Whoever signs out is led to the sign-in page whatever happened.
    if (name === '(auth)/sign-out/actions.ts signOut') return expect(answer).toContain('/sign-in')
    expect(answer).toMatch(/Something went wrong and nothing was saved\./)
    expect(answer).toContain(`about error ${id}`)
  })

  it.each(outside)('%s answers without it', async name => {
    expect(await knock(found.get(name), name)).not.toMatch(/went wrong|not answered/)
    expect(openApp).not.toHaveBeenCalled()
    expect(logged).not.toHaveBeenCalled()
  })
})

describe('the source', () => {
  const textOf = (file: string) => readFileSync(join(root, '..', file), 'utf8')

  it('leaves to the guard to open the database and to ask who it is', () => {
    const own = /from '@\/lib\/(http\/read|sign-in\/read\/actor)'/
    expect(sources.filter(file => own.test(textOf(`app/${file}`)))).toEqual([])
  })

  it('says in one place that something went wrong', () => {
    const files = ['app', 'bin', 'components', 'db', 'lib'].flatMap(room =>
      readdirSync(join(root, '..', room), { recursive: true, encoding: 'utf8' })
        .map(name => `${room}/${name.replaceAll('\\', '/')}`)
        .filter(name => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name)),
    )
    expect(files.filter(file => textOf(file).includes('Something went wrong'))).toEqual([
      // Drawn in the browser, for a page that Next could not show: it takes nothing of lib.
      'components/shell/page-error.tsx',
      'lib/http/answer.ts',
    ])
  })
})
