import pg from 'pg'
import { expect, test } from 'vitest'
import { connectionTo, reasonOf } from './postgres-address'

/** What `pg` would do with TLS: none, or whether it checks the certificate. */
function tlsTo(url: string): 'none' | 'unchecked' | 'checked' {
  const client: object = new pg.Client(connectionTo(url))
  const ssl: unknown = 'ssl' in client ? client.ssl : false
  if (!ssl) return 'none'
  const isUnchecked =
    typeof ssl === 'object' && 'rejectUnauthorized' in ssl && ssl.rejectUnauthorized === false
  return isUnchecked ? 'unchecked' : 'checked'
}

test.each([
  ['postgresql://u:p@db.example.com/openmrc', 'checked'],
  ['postgresql://u:p@10.0.0.7:5432/openmrc', 'checked'],
  ['postgresql://u:p@[2001:db8::1]/openmrc', 'checked'],
  ['postgresql://u:p@127.example.com/openmrc', 'checked'],
  ['postgresql://u:p@localhost/openmrc?host=db.example.com', 'checked'],
  ['postgresql://u:p@db.example.com/openmrc?sslmode=require', 'checked'],
  ['postgresql://u:p@db.example.com/openmrc?sslmode=allow', 'checked'],
  ['postgresql://u:p@db.example.com/openmrc?sslnegotiation=postgres', 'checked'],
  ['postgresql://u:p@db.example.com/openmrc?ssl=false', 'checked'],
  ['postgresql://u:p@db.example.com/openmrc?application_name=x', 'checked'],
  ['postgresql://u:p@db.example.com/openmrc?sslmode=no-verify', 'unchecked'],
  ['postgresql://u:p@db.example.com/openmrc?sslmode=disable', 'none'],
  ['postgresql://u:p@localhost/openmrc', 'none'],
  ['postgresql://u:p@127.0.0.1:5433/openmrc', 'none'],
  ['postgresql://u:p@[::1]/openmrc', 'none'],
  ['postgresql:///openmrc?host=/var/run/postgresql', 'none'],
  ['postgresql://u:p@localhost/openmrc?sslmode=verify-full', 'checked'],
] as const)('TLS to %s is %s', (url, expected) => {
  expect(tlsTo(url)).toBe(expected)
})

test('words about TLS that say nothing are no way around it', () => {
  expect(() => connectionTo('postgresql://u:p@db.example.com/openmrc?ssl=')).toThrow(
    /^DATABASE_URL cannot be used: what it says of TLS is not understood/,
  )
})

test('a server without TLS is told with the way to do without', () => {
  expect(reasonOf(new Error('The server does not support SSL connections'))).toMatch(/sslmode=disable/)
  expect(reasonOf(new Error('connect ECONNREFUSED'))).not.toMatch(/TLS/)
})
