import { z } from 'zod'
import { undoInBackground } from '@/lib/billing-runs/background'
import { undoSchema } from '@/lib/billing-runs/schema'
import { api } from '@/lib/http/api'
import { HttpRefusal } from '@/lib/http/http-refusal'
import { jsonBody, parseSent } from '@/lib/http/json-body'

const bodySchema = z.strictObject({ reason: undoSchema.shape.reason })

/** Begins to undo a run, or goes on where that stopped; asked again after the end it does nothing. */
export function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return api(
    request,
    async ({ db, actor, today, now }) => {
      const { id } = await params
      const { reason } = parseSent(bodySchema, await jsonBody(request))
      if (!/^[1-9]\d{0,14}$/.test(id)) throw new HttpRefusal(404, `There is no run ${id.slice(0, 20)}.`)
      const runId = Number(id)
      const isBegun = await undoInBackground({ db, actor }, { runId, reason, today, now })
      return Response.json(
        { run_id: runId, state: isBegun ? 'undoing' : 'undone' },
        {
          status: isBegun ? 202 : 200,
          headers: { location: `/api/v1/billing-runs/${id}`, 'cache-control': 'no-store' },
        },
      )
    },
    { bills: true, refusedAs: 409 },
  )
}
