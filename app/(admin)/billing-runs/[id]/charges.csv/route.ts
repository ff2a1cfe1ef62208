import { isAdmin } from '@/lib/actor'
import { actorOf } from '@/lib/auth'
import { exportLines } from '@/lib/billing-runs/export'
import { getRunProgress } from '@/lib/billing-runs/queries'
import { chargesCsv } from '@/lib/files/charges'
import { openApp } from '@/lib/open-app'

const refuse = (status: number, sentence: string) => new Response(`${sentence}\n`, { status })

/** The run's lines as charges.csv, written while they are read. For admins. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { db } = await openApp()
  const actor = await actorOf(db, request.headers)
  if (!actor) return refuse(401, 'Sign in first.')
  if (!isAdmin(actor)) return refuse(403, 'Only an admin may export charges.')
  const runId = Number((await params).id)
  if (!(await getRunProgress(db, actor, runId))) return refuse(404, 'There is no such run.')
  return new Response(streamOf(chargesCsv(exportLines(db, { runId }))), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="run-${runId}-charges.csv"`,
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
