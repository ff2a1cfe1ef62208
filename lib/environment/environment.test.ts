import { expect, test } from 'vitest'
import { minimumPasswordLength } from '@/lib/sign-in/schema'
import { parseEnvironment } from './environment'

test('nothing set is the embedded database on port 3000, billing in UTC', () => {
  expect(parseEnvironment({})).toEqual({
    databaseUrl: undefined,
    ownerUrl: undefined,
    secret: undefined,
    dataFolder: '.data',
    port: 3000,
    host: undefined,
    url: undefined,
    trustedProxies: 0,
    admin: undefined,
    billingTimeZone: 'UTC',
    mail: undefined,
  })
})

test('an empty variable counts as unset', () => {
  expect(parseEnvironment({ DATABASE_URL: '', PORT: ' ', BILLING_TIME_ZONE: '' })).toEqual(
    parseEnvironment({}),
  )
})

const secret = 'x'.repeat(32)

test('what is set is taken', () => {
  const admin = { email: 'ann@example.com', password: 'a long password' }
  expect(
    parseEnvironment({
      DATABASE_URL: 'postgresql://u:p@localhost/openmrc',
      DATABASE_URL_OWNER: 'postgresql://owner:p@localhost/openmrc',
      OPENMRC_SECRET: secret,
      OPENMRC_DATA: '/var/lib/openmrc',
      PORT: '8080',
      OPENMRC_HOST: '127.0.0.1',
      OPENMRC_URL: 'https://billing.example.com/',
      OPENMRC_TRUSTED_PROXIES: '1',
      OPENMRC_ADMIN_EMAIL: admin.email,
      OPENMRC_ADMIN_PASSWORD: admin.password,
      BILLING_TIME_ZONE: 'America/St_Johns',
    }),
  ).toEqual({
    databaseUrl: 'postgresql://u:p@localhost/openmrc',
    ownerUrl: 'postgresql://owner:p@localhost/openmrc',
    secret,
    dataFolder: '/var/lib/openmrc',
    port: 8080,
    host: '127.0.0.1',
    url: 'https://billing.example.com',
    trustedProxies: 1,
    admin,
    billingTimeZone: 'America/St_Johns',
    mail: undefined,
  })
})

test.each([
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PORT', '3e3'],
  ['PORT', '-1'],
  ['OPENMRC_TRUSTED_PROXIES', 'yes'],
  ['OPENMRC_TRUSTED_PROXIES', '-1'],
  ['OPENMRC_URL', 'billing.example.com'],
  ['OPENMRC_URL', 'https://billing.example.com/app'],
  ['BILLING_TIME_ZONE', 'Europe/Atlantis'],
  ['BILLING_TIME_ZONE', '+02:00'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['DATABASE_URL', 'postgresql://'],
  ['DATABASE_URL_OWNER', 'localhost'],
  ['OPENMRC_SECRET', 'x'.repeat(31)],
  ['OPENMRC_SECRET', `${secret} ${secret}`],
  ['OPENMRC_ADMIN_EMAIL', 'ann'],
  ['OPENMRC_ADMIN_PASSWORD', 'x'.repeat(minimumPasswordLength - 1)],
])('a wrong value stops with a sentence that names the variable: %s=%s', (name, value) => {
  expect(() => parseEnvironment({ [name]: value })).toThrow(new RegExp(`^${name} must [^\\n]*\\.$`))
})

test('a password and an address with a password are not repeated in the sentence', () => {
  expect(() => parseEnvironment({ DATABASE_URL: 'mysql://u:secret@h/x' })).not.toThrow(/secret/)
  expect(() => parseEnvironment({ OPENMRC_ADMIN_PASSWORD: 'secret' })).not.toThrow(/"secret"/)
  expect(() => parseEnvironment({ OPENMRC_SECRET: 'too short' })).not.toThrow(/"too short"/)
})

test('the owner of the tables is named beside the role that serves, never alone', () => {
  expect(() => parseEnvironment({ DATABASE_URL_OWNER: 'postgresql://owner@localhost/openmrc' })).toThrow(
    /^DATABASE_URL_OWNER is set without DATABASE_URL/,
  )
})

test('an e-mail without a password, or the other way round, is refused', () => {
  expect(() => parseEnvironment({ OPENMRC_ADMIN_EMAIL: 'ann@example.com' })).toThrow(/together/)
})

test('a mail server needs an address to send from, and is one', () => {
  const mail = { SMTP_URL: 'smtp://mail.example.com:587', SMTP_FROM: 'billing@example.com' }
  expect(parseEnvironment(mail).mail).toEqual({ url: mail.SMTP_URL, from: mail.SMTP_FROM })
  expect(() => parseEnvironment({ SMTP_URL: mail.SMTP_URL })).toThrow(/must be set together/)
  expect(() => parseEnvironment({ ...mail, SMTP_URL: 'mail.example.com' })).toThrow(
    /^SMTP_URL must be a mail server/,
  )
  expect(() => parseEnvironment({ ...mail, SMTP_URL: 'smtp://mail.example.com?tls=no' })).toThrow(
    /^SMTP_URL must say tls=off/,
  )
})
