import type { ReactElement } from 'react'

/** One place of the app. `phone` puts it into the bar at the foot of a phone; the others are in its sheet. */
export type Place = { href: string; label: string; icon: ReactElement; phone?: boolean }

/** True where `pathname` is the place or inside of it. `isAt('/', '/customers')` is false. */
export function isAt(href: string, pathname: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
}
