/**
 * The cookie of a browser that signed in before. It opens nothing: it only says that tries from this browser are counted by
 * themselves, so that somebody who guesses elsewhere cannot keep the person out.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { parseCookies } from 'better-auth/cookies'
import { isHttps } from '@/lib/request/origin'

const days = 400
const seconds = days * 24 * 60 * 60

const signed = (secret: string, text: string) =>
  createHmac('sha256', secret).update(`device:${text}`).digest('base64url')

/** One cookie for each e-mail, under a name that does not tell the e-mail. */
function nameOf(secret: string, headers: Headers, email: string): string {
  const name = `openmrc.device_${signed(secret, `name:${email}`).slice(0, 12)}`
  return isHttps(headers) ? `__Host-${name}` : name
}

/** The id of the browser, if it signed in with this e-mail within the last 400 days; else null. */
export function knownDevice(secret: string, headers: Headers, email: string, now: Date): string | null {
  const cookie = headers.get('cookie')
  const value = cookie === null ? undefined : parseCookies(cookie).get(nameOf(secret, headers, email))
  const [id = '', since = '', mac = ''] = value?.split('.') ?? []
  const own = Buffer.from(signed(secret, `${email}:${id}.${since}`))
  const sent = Buffer.from(mac)
  if (own.length !== sent.length || !timingSafeEqual(own, sent)) return null
  return Number(since) + seconds > now.getTime() / 1000 ? id : null
}

/** The cookie that makes a browser known for this e-mail, after the right password. */
export function deviceCookie(secret: string, headers: Headers, email: string, now: Date) {
  const id = randomBytes(16).toString('base64url')
  const text = `${id}.${Math.floor(now.getTime() / 1000)}`
  return {
    name: nameOf(secret, headers, email),
    value: `${text}.${signed(secret, `${email}:${text}`)}`,
    maxAge: seconds,
    isSecure: isHttps(headers),
  }
}
