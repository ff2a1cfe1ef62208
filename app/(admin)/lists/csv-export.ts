import { type ListState, readList } from '@/components/ui/table/list-url'
import type { Actor } from '@/lib/access/actor'
import { type CalendarDate, todayIn } from '@/lib/calendar-date'
import { csvDownload } from '@/lib/csv/download'
import { sendExport } from '@/lib/http/note-export'
import { openApp } from '@/lib/http/read'
import { getSettings } from '@/lib/settings/read'
import { actorOf } from '@/lib/sign-in/read/actor'

type Asked = {
  db: Awaited<ReturnType<typeof openApp>>['db']
  actor: Actor
  list: ListState
  today: CalendarDate
}

/** A list as a file, written while it is read, with the search and filters of the page in its address. */
export async function exportList(
  request: Request,
  name: string,
  pieces: (asked: Asked) => AsyncGenerator<string>,
): Promise<Response> {
  const { db, environmentTimeZone } = await openApp()
  const actor = await actorOf(db, request.headers)
  if (!actor) return new Response('Sign in first.\n', { status: 401 })
  const { timeZone } = await getSettings(db, environmentTimeZone)
  const list = readList(Object.fromEntries(new URL(request.url).searchParams))
  const today = todayIn(timeZone, new Date())
  const what = `${name}.csv`
  return sendExport(request, { db, actor, what }, () => csvDownload(what, pieces({ db, actor, list, today })))
}
