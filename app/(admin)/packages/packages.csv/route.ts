import { isAdmin } from '@/lib/access/actor'
import { todayIn } from '@/lib/calendar-date'
import { csvDownload } from '@/lib/csv/download'
import { packagesCsv } from '@/lib/exports/read/packages'
import { noteRefusedExport, sendExport } from '@/lib/http/note-export'
import { openApp } from '@/lib/http/read'
import { getSettings } from '@/lib/settings/read'
import { actorOf } from '@/lib/sign-in/read/actor'

const refuse = (status: number, sentence: string) => new Response(`${sentence}\n`, { status })

/** Every package as packages.csv, with `?archived` the archived ones too; written while it is read. For admins. */
export async function GET(request: Request) {
  const { db, environmentTimeZone } = await openApp()
  const actor = await actorOf(db, request.headers)
  if (!actor) return refuse(401, 'Sign in first.')
  if (!isAdmin(actor)) {
    noteRefusedExport(request, db, actor)
    return refuse(403, 'Only an admin may export packages.')
  }
  const { timeZone } = await getSettings(db, environmentTimeZone)
  const today = todayIn(timeZone, new Date())
  const withArchived = new URL(request.url).searchParams.has('archived')
  return sendExport(request, { db, actor, what: 'packages.csv' }, () =>
    csvDownload('packages.csv', packagesCsv(db, actor, { today, withArchived })),
  )
}
