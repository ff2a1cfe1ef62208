import { describe, expect, it } from 'vitest'
import { isHttps, isSameOrigin, siteOf } from './origin'

const asked = { host: 'billing.example.com:3000' }

describe('isSameOrigin', () => {
  it.each([
    ['the own origin is taken', { ...asked, origin: 'http://billing.example.com:3000' }, true],
    ['a missing Origin is refused', asked, false],
    [
      'a missing Origin is taken where the browser says same-origin',
      { ...asked, 'sec-fetch-site': 'same-origin' },
      true,
    ],
    ['another origin is refused', { ...asked, origin: 'https://evil.example' }, false],
    ['another port is another origin', { ...asked, origin: 'http://billing.example.com:4000' }, false],
    [
      'a name that only starts alike is refused',
      { ...asked, origin: 'http://billing.example.com:3000.evil.example' },
      false,
    ],
    ['an opaque origin is refused', { ...asked, origin: 'null' }, false],
    [
      'another site is refused whatever Origin claims',
      { ...asked, origin: 'http://billing.example.com:3000', 'sec-fetch-site': 'cross-site' },
      false,
    ],
    [
      'a sister site is refused',
      { ...asked, origin: 'http://billing.example.com:3000', 'sec-fetch-site': 'same-site' },
      false,
    ],
    [
      'behind a proxy the host that the browser asked for counts',
      {
        host: '127.0.0.1:3000',
        'x-forwarded-host': 'billing.example.com',
        origin: 'https://billing.example.com',
      },
      true,
    ],
  ])('%s', (_rule, headers, expected) => {
    expect(isSameOrigin(new Headers(headers))).toBe(expected)
  })
})

describe('the site as the browser knows it', () => {
  it('is https where the proxy says so', () => {
    const headers = new Headers({
      host: 'app:3000',
      'x-forwarded-host': 'b.example',
      'x-forwarded-proto': 'https',
    })
    expect(isHttps(headers)).toBe(true)
    expect(siteOf(headers)).toBe('https://b.example')
  })

  it('is http without a proxy', () => {
    expect(siteOf(new Headers({ host: 'localhost:3000' }))).toBe('http://localhost:3000')
  })
})
