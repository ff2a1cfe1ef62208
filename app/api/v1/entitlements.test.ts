import { sql } from 'drizzle-orm'
import { beforeAll, expect, test, vi } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { listApiKeys } from '@/lib/api-keys/read'
import { apiKeySchema } from '@/lib/api-keys/schema'
import { createApiKey, revokeApiKey } from '@/lib/api-keys/write'
import { addressHeader } from '@/lib/request/client-address'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { GET } from './customers/[accountCode]/entitlements/route'

const asked = vi.hoisted((): { db: unknown } => ({ db: null }))
vi.mock('@/lib/http/read', () => ({ openApp: async () => ({ db: asked.db, environmentTimeZone: 'UTC' }) }))

async function ask(accountCode: string, authorization?: string, more: Record<string, string> = {}) {
  const headers = { ...more, ...(authorization === undefined ? {} : { authorization }) }
  const request = new Request(
    `http://openmrc.test/api/v1/customers/${encodeURIComponent(accountCode)}/entitlements`,
    { headers },
  )
  const response = await GET(request, { params: Promise.resolve({ accountCode }) })
  const body: unknown = await response.json()
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    headers: response.headers,
    body,
  }
}

test.each(['', '   ', 'x'.repeat(81), 'a\u0000b'])('a key is not called %j', name => {
  expect(apiKeySchema.safeParse({ name }).success).toBe(false)
})

describeDatabases('GET /api/v1/customers/{account_code}/entitlements', open => {
  let db: Db
  let key: string
  beforeAll(async () => {
    db = await open()
    asked.db = db
    key = (await createApiKey({ db, actor: admin }, { name: 'Switch', mayBill: false })).key
    const customerId = await makeCustomer(db, { accountCode: 'Héron & Co/7' })
    const packageId = await makePackage(db, { connexcsPackage: 'Storage', cost: '7.654321' })
    await assign(db, {
      packageId,
      customerId,
      startOn: '2020-01-01',
      endOn: '9999-12-30',
      pastDates: 'mark_billed',
    })
  })

  test('answers the features of a customer to who has a key', async () => {
    const { status, type, headers, body } = await ask('Héron & Co/7', `Bearer ${key}`)
    expect(status).toBe(200)
    expect(type).toContain('application/json')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toMatchObject({
      account_code: 'Héron & Co/7',
      entitlements: [{ feature: 'Storage', from: '2020-01-01', to: '9999-12-31', active: true }],
    })
    expect(JSON.stringify(body)).not.toContain('7.65')
    const [row] = await listApiKeys({ db, actor: admin })
    expect(Date.now() - (row?.lastUsedAt?.getTime() ?? 0)).toBeLessThan(60_000)
  })

  test('an unknown customer is a 404 in words', async () => {
    expect((await ask('a\u0000b', `Bearer ${key}`)).status).toBe(404)
    const { status, type, body } = await ask('nobody', `bearer ${key}`)
    expect([status, type]).toEqual([404, 'application/problem+json'])
    expect(body).toMatchObject({
      status: 404,
      title: 'Not Found',
      detail: expect.stringContaining('account code'),
    })
  })

  test.each([
    ['no key', undefined],
    ['another scheme', 'Basic abc'],
    ['a wrong key', 'Bearer omrc_wrong'],
    ['a very long key', `Bearer ${'x'.repeat(5_000)}`],
  ])('%s is a 401, cookies or not', async (_, authorization) => {
    const { status, headers, body } = await ask('Héron & Co/7', authorization, { cookie: 'session=whatever' })
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toContain('Bearer')
    expect(JSON.stringify(body)).not.toContain('Storage')
  })

  test('a revoked key is refused from then on; a key is kept as a hash and shown by its beginning', async () => {
    const made = await createApiKey({ db, actor: admin }, { name: 'Old switch', mayBill: false })
    expect((await ask('nobody', `Bearer ${made.key}`)).status).toBe(404)
    await revokeApiKey({ db, actor: admin }, { id: made.id })
    await revokeApiKey({ db, actor: admin }, { id: made.id })
    expect((await ask('nobody', `Bearer ${made.key}`)).status).toBe(401)
    const kept = await rowsOf(db, sql`select row_to_json(k) as row from api_keys k`)
    const log = await rowsOf(db, sql`select row_to_json(a) as row from audit_log a where entity = 'api_key'`)
    expect(JSON.stringify([kept, log, await listApiKeys({ db, actor: admin })])).not.toContain(
      made.key.slice(12),
    )
    expect(log).toHaveLength(3)
  })

  test('only admins make, see and revoke keys', async () => {
    const manager = await makeManager(db)
    await refusalOf(createApiKey({ db, actor: manager }, { name: 'Mine', mayBill: false }))
    await refusalOf(revokeApiKey({ db, actor: manager }, { id: 1 }))
    await refusalOf(listApiKeys({ db, actor: manager }))
  })

  test('who sends wrong keys all the time is told to wait; a right key from there is served', async () => {
    const from = { [addressHeader()]: `10.0.0.${Math.floor(Math.random() * 250)}-${Date.now()}` }
    const answers = []
    for (let n = 0; n < 31; n += 1) answers.push((await ask('x', 'Bearer wrong', from)).status)
    expect(answers.filter(status => status === 401)).toHaveLength(30)
    const { status, headers } = await ask('x', 'Bearer wrong', from)
    expect(status).toBe(429)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ask('nobody', `Bearer ${key}`, from)).status).toBe(404)
  })
})
