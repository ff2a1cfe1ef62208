import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { Actor } from '@/lib/access/actor'
import { actorOf } from '@/lib/sign-in/read/actor'
import { hasAdmin } from '@/lib/users/read'
import { noteRefusal } from './answer'
import { type Asked, askedOf, type Door, openDoor } from './guard'

/** What every page of the app starts from. `today` is asked here, once for the request, and handed on. */
export type Page = Asked

/**
 * Opens a page for whoever is signed in, judged on fresh rows. Nobody: to /sign-in, or to /set-up where there is no
 * admin yet. The frame and the page inside it share one answer.
 */
export const openPage = cache(async (): Promise<Page> => {
  const door = await openDoor()
  const actor = await actorOf(door.db, door.headers)
  if (!actor) redirect((await hasAdmin(door.db)) ? signInPath(door.headers.get('x-path')) : '/set-up')
  return askedOf(door, actor)
})

/** As `openPage`, for admins only: to an account manager the page does not exist. */
export async function openAdminPage(): Promise<Page> {
  const page = await openPage()
  if (page.actor.role === 'admin') return page
  noteRefusal({ kind: 'page', door: { db: page.db, headers: await headers() }, actor: page.actor })
  notFound()
}

/** Opens a page in front of the sign-in, which needs no session: `actor` is null without one. */
export async function openPublicPage(): Promise<Door & { actor: Actor | null }> {
  const door = await openDoor()
  return { ...door, actor: await actorOf(door.db, door.headers) }
}

/** The sign-in page, which afterwards leads to the page that was asked for (`proxy.ts` notes its path). */
function signInPath(asked: string | null): string {
  return asked === null || asked === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(asked)}`
}
