import { cookies } from 'next/headers'
import type { SessionCookie } from '@/lib/sign-in/write/sign-in'

/** Hands the cookies of a session to the browser, or takes them away. */
export async function setSessionCookies(list: readonly SessionCookie[]): Promise<void> {
  const store = await cookies()
  for (const { name, value, maxAge, isSecure } of list) {
    store.set(name, value, { maxAge, secure: isSecure, httpOnly: true, sameSite: 'lax', path: '/' })
  }
}
