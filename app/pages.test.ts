import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Db } from '@/db/client'
import { describeDatabases } from '@/testing/database'
import { type PageRow, pages } from '@/testing/doors/pages'
import { type Knocker, knockers, makePeople, makeWorld, type People, type World } from '@/testing/doors/world'
import { ownHeaders } from '@/testing/people'

const request = vi.hoisted((): { headers: Headers; db: unknown } => ({ headers: new Headers(), db: null }))
vi.mock('next/headers', () => ({ headers: async () => request.headers, cookies: async () => new Map() }))
vi.mock('@/lib/http/read', () => ({ openApp: async () => ({ db: request.db, environmentTimeZone: 'UTC' }) }))

const root = import.meta.dirname
const found = readdirSync(join(root, '(admin)'), { recursive: true, encoding: 'utf8' })
  .map(name => `(admin)/${name.replaceAll('\\', '/')}`)
  .filter(name => /(^|\/)page\.tsx$/.test(name))

const rows = Object.entries(pages).flatMap(([file, row]) =>
  [row]
    .flat()
    .map((one, i, all) => ({ file, row: one, title: all.length > 1 ? `${file} (${i + 1})` : file })),
)

describe('the pages of the source', () => {
  it('each has a row in testing/doors/pages.ts that says who may see it', () => {
    expect(Object.keys(pages).sort()).toEqual(found.sort())
  })
})

/** `shown`, or where the page sends whoever asks. */
async function visit(file: string, row: PageRow, world: World, who: Knocker): Promise<string> {
  request.db = world.db
  request.headers = ownHeaders(world.people.cookies[who])
  const { default: page }: { default: unknown } = await import(join(root, file))
  if (typeof page !== 'function') throw new TypeError(`${file} has no page`)
  try {
    await page({
      params: Promise.resolve({ id: String(row.id?.(world)) }),
      searchParams: Promise.resolve({}),
    })
    return 'shown'
  } catch (error) {
    const digest = error instanceof Error && 'digest' in error ? String(error.digest) : ''
    const address = /^NEXT_REDIRECT;\w+;([^;?]*)/.exec(digest)?.[1]
    if (address !== undefined) return address
    if (digest.endsWith('404')) return 'not found'
    throw error
  }
}

describeDatabases('the pages', open => {
  let db: Db
  let people: People
  beforeAll(async () => {
    db = await open()
    people = await makePeople(db)
  })

  it.each(rows)('$title is shown to whom it should be', async ({ file, row }) => {
    const world = await makeWorld(db, people)
    const seen: Partial<Record<Knocker, string>> = {}
    for (const who of knockers) seen[who] = await visit(file, row, world, who)
    const away = row.instead ?? 'not found'
    expect(seen).toEqual({
      nobody: '/sign-in',
      stranger: row.may === 'signed_in' ? 'shown' : away,
      owner: row.may === 'admins' ? away : 'shown',
      admin: 'shown',
    })
  })
})
