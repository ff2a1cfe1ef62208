import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addressHeader } from './client-address'
import { type Outside, watchRequests } from './incoming'

const heard: IncomingHttpHeaders[] = []
const methods: (string | undefined)[] = []
// It answers as Next does: after it has looked at the request, whatever comes of it.
const server = createServer((asked, response) => {
  heard.push(asked.headers)
  methods.push(asked.method)
  response.writeHead(asked.url === '/redirect' ? 307 : 200, { location: '/' }).end()
})
let port = 0

function ask(headers: Record<string, string>, path = '/', method = 'GET'): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    request({ port, path, method, host: '127.0.0.1', headers }, answer => {
      answer.resume()
      resolve(answer.headers)
    })
      .once('error', reject)
      .end()
  })
}

async function seen(outside: Outside, headers: Record<string, string>) {
  watchRequests(outside)
  const answer = await ask(headers)
  return { answer, asked: heard.at(-1) ?? {} }
}

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = address !== null && typeof address === 'object' ? address.port : 0
})
afterAll(() => server.close())

const plain: Outside = { trustedProxies: 0, url: undefined }

describe('every request of the process', () => {
  it('has the address of its socket, whatever X-Forwarded-For it sends', async () => {
    const { asked } = await seen(plain, { 'x-forwarded-for': '203.0.113.5' })
    expect([asked[addressHeader()], asked['x-forwarded-for']]).toEqual(['127.0.0.1', '127.0.0.1'])
  })

  it('has the address that a trusted proxy wrote', async () => {
    const { asked } = await seen(
      { ...plain, trustedProxies: 1 },
      { 'x-forwarded-for': '6.6.6.6, 203.0.113.5' },
    )
    expect(asked[addressHeader()]).toBe('203.0.113.5')
  })

  it('is answered with the headers of every answer, a redirect too', async () => {
    watchRequests(plain)
    for (const path of ['/', '/redirect']) {
      expect(await ask({}, path)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'content-security-policy': expect.stringContaining("base-uri 'none'"),
      })
    }
  })

  it('is answered as OPTIONS is where it is a TRACE, which Next cannot read', async () => {
    watchRequests(plain)
    await ask({}, '/', 'TRACE')
    expect(methods.at(-1)).toBe('OPTIONS')
  })

  it.each<[string, Outside, Record<string, string>, boolean]>([
    ['not over plain http', plain, {}, false],
    ['not where a client itself claims https', plain, { 'x-forwarded-proto': 'https' }, false],
    [
      'where a trusted proxy says https',
      { ...plain, trustedProxies: 1 },
      { 'x-forwarded-proto': 'https' },
      true,
    ],
    ['where the address that people use is https', { ...plain, url: 'https://b.example' }, {}, true],
  ])('is told to stay on https: %s', async (_rule, outside, headers, isTold) => {
    const { answer } = await seen(outside, headers)
    expect('strict-transport-security' in answer).toBe(isTold)
  })
})
