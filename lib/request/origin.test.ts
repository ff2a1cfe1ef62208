import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isHttps, isSameOrigin, ownPath } from './origin'

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

describe('isHttps', () => {
  it('believes the proxy, and a browser without one', () => {
    expect(isHttps(new Headers({ host: 'app:3000', 'x-forwarded-proto': 'https' }))).toBe(true)
    expect(isHttps(new Headers({ host: 'app:3000', 'x-forwarded-proto': 'http' }))).toBe(false)
    expect(isHttps(new Headers({ host: 'localhost:3000' }))).toBe(false)
  })
})

describe('where a link may lead after signing in', () => {
  it.each([
    ['/packages?q=a', '/packages?q=a'],
    ['//evil.example/', '/'],
    ['/\\evil.example/', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/.//evil.example/x', '/'],
    ['/..//evil.example/x', '/'],
    ['/a/..//evil.example', '/'],
    [undefined, '/'],
  ])('%s leads to %s', (claimed, path) => {
    expect(ownPath(claimed)).toBe(path)
  })

  const part = fc.oneof(
    fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '//',
      '\t',
      '\n',
      '%2f',
      '%5c',
      '@',
      ':',
      '?',
      '#',
      'evil.example',
      'https:',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  )
  const claims = fc.array(part, { maxLength: 8 }).map(parts => `/${parts.join('')}`)
  const bases = fc.constantFrom(
    'http://localhost:3000/sign-in',
    'https://billing.example.com',
    'https://[::1]/a/b?c',
  )

  it('is on the own origin whatever was claimed', () => {
    fc.assert(
      fc.property(fc.oneof(claims, fc.string()), bases, (claimed, base) => {
        const path = ownPath(claimed)
        expect(new URL(path, base).origin).toBe(new URL(base).origin)
        expect(path).not.toMatch(/^\/[/\\]/)
        expect(ownPath(path)).toBe(path)
      }),
      { numRuns: 5_000 },
    )
  })
})
