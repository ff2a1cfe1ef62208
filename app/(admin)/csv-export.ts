import { type ListState, readList } from '@/components/ui/list-url'
import type { Actor } from '@/lib/actor'
import { actorOf } from '@/lib/auth'
import { type CalendarDate, todayIn } from '@/lib/calendar-date'
import { openApp } from '@/lib/open-app'
import { getSettings } from '@/lib/settings/queries'

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
  return new Response(streamOf(pieces({ db, actor, list, today })), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
    },
  })
}

function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const piece = await pieces.next()
      if (piece.done) controller.close()
      else controller.enqueue(encoder.encode(piece.value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
