import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { config, proxy } from '@/proxy'

const sent = async (path: string, headers: Record<string, string> = {}, method = 'POST', body?: string) =>
  (await proxy(new NextRequest(`http://billing.example.com${path}`, { method, headers, body }))).status

const own = { host: 'billing.example.com', origin: 'http://billing.example.com' }

test.each<[string, string, Record<string, string>, number]>([
  ['a write of another site goes no further', '/packages', { ...own, origin: 'https://evil.example' }, 403],
  ['nor does one without an origin', '/packages', { host: own.host }, 403],
  ['one of our own pages does', '/packages', own, 200],
  [
    'a key does not open anything but the API',
    '/packages',
    { host: own.host, authorization: 'Bearer x' },
    403,
  ],
  [
    'the API judges by itself, however the key is sent',
    '/api/v1/billing-runs',
    { authorization: 'bearer x' },
    200,
  ],
  ['and says by itself that there is no key', '/api/v1/billing-runs', {}, 200],
  ['what only begins like the API is not it', '/api/v12/billing-runs', {}, 403],
])('%s', async (_rule, path, headers, status) => {
  expect(await sent(path, headers)).toBe(status)
})

test('reads go on wherever they come from, with the headers that keep a page to itself', async () => {
  const request = new NextRequest('http://billing.example.com/packages', {
    headers: { origin: 'https://evil.example' },
  })
  const { status, headers } = await proxy(request)
  expect(status).toBe(200)
  expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('a body that no door reads is answered with what is wrong with it, and never reaches the framework', async () => {
  const action = { ...own, 'next-action': 'x', 'content-type': 'text/plain;charset=UTF-8' }
  expect(await sent('/packages', { ...own, 'content-length': '100000000' })).toBe(413)
  expect(await sent('/packages', { ...own, 'transfer-encoding': 'chunked' })).toBe(411)
  expect(await sent('/packages', action, 'POST', '['.repeat(200_000))).toBe(400)
  expect(await sent('/packages', action, 'POST', '[{"name":"A"}]')).toBe(200)
  expect(await sent('/api/v1/billing-runs', { 'content-length': '100000000' })).toBe(413)
})

test('the door for files, which the proxy leaves out, is a route that is there', () => {
  const [matcher = ''] = config.matcher
  const left = /([\w/]+\/upload)\$/.exec(matcher)?.[1] ?? ''
  expect(existsSync(join(import.meta.dirname, '(admin)', left, 'route.ts'))).toBe(true)
})
