import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { Db } from '@/db/client'
import type { Actor } from '@/lib/access/actor'
import { type CalendarDate, todayIn } from '@/lib/calendar-date'
import { addressOf } from '@/lib/request/client-address'
import { pathOf } from '@/lib/request/path'
import { noteSecurity } from '@/lib/security-log/note'
import { getSettings, type Settings } from '@/lib/settings/read'
import { actorOf } from '@/lib/sign-in/read/actor'
import { hasAdmin } from '@/lib/users/read'
import { openApp } from './read'

/** What every page of the app starts from. `today` is asked here, once for the request, and handed on. */
export type Page = { db: Db; actor: Actor; today: CalendarDate; timeZone: string; settings: Settings }

/**
 * Opens a page for whoever is signed in, judged on fresh rows. Nobody: to /sign-in, or to /set-up where there is no
 * admin yet. The frame and the page inside it share one answer.
 */
export const openPage = cache(async (): Promise<Page> => {
  const { db, environmentTimeZone } = await openApp()
  const asked = await headers()
  const actor = await actorOf(db, asked)
  if (!actor) redirect((await hasAdmin(db)) ? signInPath(asked.get('x-path')) : '/set-up')
  const settings = await getSettings(db, environmentTimeZone)
  return { db, actor, settings, timeZone: settings.timeZone, today: todayIn(settings.timeZone, new Date()) }
})

/** As `openPage`, for admins only: to an account manager the page does not exist. */
export async function openAdminPage(): Promise<Page> {
  const page = await openPage()
  if (page.actor.role !== 'admin') {
    const asked = await headers()
    noteSecurity(page.db, {
      ...{ event: 'refused', outcome: 'refused', who: page.actor },
      ...{ what: `Page ${pathOf(asked)}`, address: addressOf(asked) },
    })
    notFound()
  }
  return page
}

/** The sign-in page, which afterwards leads to the page that was asked for (`proxy.ts` notes its path). */
function signInPath(asked: string | null): string {
  return asked === null || asked === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(asked)}`
}
