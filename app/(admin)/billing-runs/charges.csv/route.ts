import { isAdmin } from '@/lib/access/actor'
import { parseDay } from '@/lib/calendar-date'
import { exportDates, exportLines } from '@/lib/charges/read/export'
import { csvDownload } from '@/lib/csv/download'
import { chargesCsv } from '@/lib/exports/charges'
import { noteRefusedExport, sendExport } from '@/lib/http/note-export'
import { openApp } from '@/lib/http/read'
import { actorOf } from '@/lib/sign-in/read/actor'

const refuse = (status: number, sentence: string) => new Response(`${sentence}\n`, { status })

/** The charges of a range as charges.csv, by billing date or by posting date, written while they are read. For admins. */
export async function GET(request: Request) {
  const { db } = await openApp()
  const actor = await actorOf(db, request.headers)
  if (!actor) return refuse(401, 'Sign in first.')
  if (!isAdmin(actor)) {
    noteRefusedExport(request, db, actor)
    return refuse(403, 'Only an admin may export charges.')
  }
  const asked = new URL(request.url).searchParams
  const [from, to] = [asked.get('from') ?? '', asked.get('to') ?? '']
  if (parseDay(from) === null || parseDay(to) === null || to < from)
    return refuse(400, 'Choose a first and a last day, such as 2026-03-01 and 2026-03-31.')
  const by = exportDates.find(known => known === (asked.get('by') ?? 'billed'))
  if (by === undefined) return refuse(400, 'by is billed (the billing date) or posted (the posting date).')
  const name = `charges-${by}-${from}-${to}.csv`
  return sendExport(request, { db, actor, what: name }, () =>
    csvDownload(name, chargesCsv(exportLines(db, { from, to, by }))),
  )
}
