import { isAdmin } from '@/lib/access/actor'
import { getRunProgress } from '@/lib/billing-runs/read/runs'
import { exportLines } from '@/lib/charges/read/export'
import { csvDownload } from '@/lib/csv/download'
import { chargesCsv } from '@/lib/exports/charges'
import { noteRefusedExport, sendExport } from '@/lib/http/note-export'
import { openApp } from '@/lib/http/read'
import { actorOf } from '@/lib/sign-in/read/actor'

const refuse = (status: number, sentence: string) => new Response(`${sentence}\n`, { status })

/** The run's lines as charges.csv, written while they are read. For admins. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { db } = await openApp()
  const actor = await actorOf(db, request.headers)
  if (!actor) return refuse(401, 'Sign in first.')
  if (!isAdmin(actor)) {
    noteRefusedExport(request, db, actor)
    return refuse(403, 'Only an admin may export charges.')
  }
  const runId = Number((await params).id)
  if (!(await getRunProgress(db, actor, runId))) return refuse(404, 'There is no such run.')
  const name = `run-${runId}-charges.csv`
  return sendExport(request, { db, actor, what: name }, () =>
    csvDownload(name, chargesCsv(exportLines(db, { runId }))),
  )
}
