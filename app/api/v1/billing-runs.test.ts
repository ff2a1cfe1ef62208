import { beforeAll, expect, test, vi } from 'vitest'
import type { Db } from '@/db/client'
import { billingRuns, charges } from '@/db/schema/billing'
import { commandLineActor as admin } from '@/lib/access/actor'
import { createApiKey } from '@/lib/api-keys/write'
import { formatDay, toDay, todayIn } from '@/lib/calendar-date'
import { flushSecurityLog } from '@/lib/security-log/note'
import { listSecurityEvents } from '@/lib/security-log/read'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makePackage } from '@/testing/makers'
import { GET } from './billing-runs/[id]/route'
import { POST as UNDO } from './billing-runs/[id]/undo/route'
import { POST } from './billing-runs/route'

const asked = vi.hoisted((): { db: unknown } => ({ db: null }))
vi.mock('@/lib/http/read', () => ({ openApp: async () => ({ db: asked.db, environmentTimeZone: 'UTC' }) }))

describeDatabases('runs over the API', open => {
  let db: Db
  let key = ''
  beforeAll(async () => {
    db = await open()
    asked.db = db
    key = (await createApiKey({ db, actor: admin }, { name: 'cron', mayBill: true })).key
    const packageId = await makePackage(db, { code: 'trunk' })
    for (const accountCode of ['ONE', 'TWO']) {
      const customerId = await makeCustomer(db, { accountCode })
      await assign(db, { packageId, customerId, startOn: '2026-10-01', pastDates: 'charge' })
    }
  })

  const post = (body: string, authorization = `Bearer ${key}`) =>
    POST(
      new Request('http://openmrc.test/api/v1/billing-runs', {
        method: 'POST',
        body,
        headers: { authorization },
      }),
    )
  const get = async (id: string) => {
    const headers = { authorization: `Bearer ${key}` }
    const request = new Request(`http://openmrc.test/api/v1/billing-runs/${id}`, { headers })
    return (await GET(request, { params: Promise.resolve({ id }) })).json()
  }
  const ended = (id: string) =>
    vi.waitFor(async () => {
      const run = await get(id)
      expect(run.state).toBe('completed')
      return run
    }, 10_000)

  test('are read with any key, and neither started nor undone with one that only reads', async () => {
    const reading = (await createApiKey({ db, actor: admin }, { name: 'switch', mayBill: false })).key
    const authorization = `Bearer ${reading}`
    const refused = await post(JSON.stringify({ mode: 'simulate' }), authorization)
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ status: 403, detail: expect.stringMatching(/only reads/) })
    const headers = { authorization }
    const undo = new Request('http://openmrc.test/api/v1/billing-runs/1/undo', {
      ...{ method: 'POST', headers, body: JSON.stringify({ reason: 'A test of who may.' }) },
    })
    expect((await UNDO(undo, { params: Promise.resolve({ id: '1' }) })).status).toBe(403)
    const read = new Request('http://openmrc.test/api/v1/billing-runs/999', { headers })
    expect((await GET(read, { params: Promise.resolve({ id: '999' }) })).status).toBe(404)
    expect(await db.$count(billingRuns)).toBe(0)
  })

  test('answer the number at once, work on behind it, and charge nothing twice', async () => {
    const response = await post(JSON.stringify({ through: '2026-10-31', customer: 'ONE' }))
    expect(response.status).toBe(202)
    const { run_id: runId } = await response.json()
    expect(await ended(String(runId))).toMatchObject({
      charged: 1,
      totals: [{ currency: 'USD', lines: 1, retail: '10.00' }],
    })
    const again = await (await post(JSON.stringify({ through: '2026-10-31' }))).json()
    expect(await ended(String(again.run_id))).toMatchObject({ charged: 1, already_charged: 1 })
    expect(await db.$count(charges)).toBe(2)
  })

  test('cover the customers and packages that are named, and say so', async () => {
    const ask = {
      through: '2027-01-31',
      mode: 'simulate',
      customers: ['TWO', 'ONE', 'TWO'],
      packages: ['trunk'],
    }
    const started = await post(JSON.stringify({ ...ask, catalogue: 'today' }))
    const { run_id: runId } = await started.json()
    const run = await ended(String(runId))
    expect(run).toMatchObject({ customers_chosen: 2, packages_chosen: 1, charged: 6 })
    expect(run.catalogue).toMatch(/^\d{4}-/)
  })

  test('are undone once, and say where they cannot be', async () => {
    const undo = (id: string, body: string) => {
      const url = `http://openmrc.test/api/v1/billing-runs/${id}/undo`
      const headers = { authorization: `Bearer ${key}` }
      return UNDO(new Request(url, { method: 'POST', body, headers }), { params: Promise.resolve({ id }) })
    }
    const { run_id: runId } = await (await post('{"through":"2026-11-30","ahead":true}')).json()
    await ended(String(runId))
    const live = await db.$count(charges)
    expect((await undo(String(runId), '{}')).status).toBe(400)
    expect((await undo(String(runId), '{"reason":"wrong price"}')).status).toBe(202)
    await vi.waitFor(async () => expect((await get(String(runId))).state).toBe('undone'), 10_000)
    expect(await db.$count(charges)).toBe(live + 2)
    expect((await undo(String(runId), '{"reason":"wrong price"}')).status).toBe(200)
    expect((await undo('1000', '{"reason":"wrong price"}')).status).toBe(409)
    expect((await undo('x', '{"reason":"wrong price"}')).status).toBe(404)
  })

  test('go through today where nothing else is said', async () => {
    const response = await post('')
    const body = await response.json()
    expect(body).toMatchObject({ mode: 'post', through: expect.stringMatching(/^\d{4}-/) })
    await ended(String(body.run_id))
  })

  test('post through a day after today only where that is said, and show what it would charge', async () => {
    const through = formatDay(toDay(todayIn('UTC', new Date())) + 60)
    const count = await db.$count(billingRuns)
    const asked = await post(JSON.stringify({ through }))
    expect(asked.status).toBe(422)
    const { detail, totals } = await asked.json()
    expect(detail).toMatch(/is after today.* would be charged, USD .* Send "ahead": true to post it\.$/)
    expect(await db.$count(billingRuns)).toBe(count)
    const { run_id: runId } = await (await post(JSON.stringify({ through, ahead: true }))).json()
    expect((await ended(String(runId))).totals).toEqual(totals)
    const far = await post('{"through":"2040-01-01","ahead":true}')
    expect([far.status, (await far.json()).detail]).toEqual([422, expect.stringMatching(/92 days ahead/)])
    const long = await post('{"through":"6100-01-01","mode":"simulate"}')
    expect([long.status, (await long.json()).detail]).toEqual([422, expect.stringMatching(/5 years ahead/)])
  })

  test.each([
    ['an empty list of customers', '{"customers":[]}'],
    ['an empty list of packages', '{"mode":"simulate","packages":[]}'],
  ])('%s is nobody, and refused', async (_name, body) => {
    const count = await db.$count(billingRuns)
    const response = await post(body)
    expect(response.status).toBe(400)
    expect((await response.json()).detail).toMatch(/: Name at least one .*, or leave the field out for all/)
    expect(await db.$count(billingRuns)).toBe(count)
  })

  test.each([
    ['no key', '{}', '', 401],
    ['a wrong key', '{}', 'Bearer omrc_no', 401],
    ['no JSON', '{', undefined, 400],
    ['a date that is none', '{"through":"2026-02-30"}', undefined, 400],
    ['a misspelled field', '{"thruogh":"2026-02-28"}', undefined, 400],
    ['a code that no database takes as text', '{"customer":"A\\u0000B"}', undefined, 400],
    ['a customer who is not there', '{"customer":"THREE"}', undefined, 404],
    ['one of several who is not there', '{"customers":["ONE","THREE"]}', undefined, 404],
    ['a package that is not there', '{"mode":"simulate","packages":["none"]}', undefined, 404],
    ['a posting of some packages', '{"packages":["trunk"]}', undefined, 400],
    ['a posting at today’s prices', '{"catalogue":"today"}', undefined, 400],
  ])('%s is refused', async (_name, body, authorization, status) => {
    expect((await post(body, authorization)).status).toBe(status)
  })

  test('tell the security log of a wrong key and of one that may not, without the key', async () => {
    const reading = (await createApiKey({ db, actor: admin }, { name: 'curious', mayBill: false })).key
    await post('{}', 'Bearer omrc_made_up')
    await post('{}', `Bearer ${reading}`)
    await flushSecurityLog(db)
    const { rows } = await listSecurityEvents(
      { db, actor: admin },
      { search: '/api/v1/billing-runs', timeZone: 'UTC' },
    )
    const told = rows.map(({ event, who }) => `${event} ${who}`)
    expect(told).toEqual(expect.arrayContaining(['key_refused ', 'refused API key curious']))
    expect(JSON.stringify(rows)).not.toMatch(/omrc_/)
  })
})
