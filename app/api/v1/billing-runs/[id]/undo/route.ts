import { z } from 'zod'
import { undoInBackground } from '@/lib/billing-runs/background'
import { undoSchema } from '@/lib/billing-runs/schema'
import { Refusal } from '@/lib/refusal/refusal'
import { answerBilling } from '../../../answer'
import { firstIssue, jsonBody } from '../../../json-body'
import { problem } from '../../../problem'

const bodySchema = z.strictObject({ reason: undoSchema.shape.reason })

/** Begins to undo a run, or goes on where that stopped; asked again after the end it does nothing. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  return answerBilling(request, async ({ db, actor, today }) => {
    const { id } = await params
    const sent = bodySchema.safeParse(await jsonBody(request))
    if (!sent.success) return problem(400, firstIssue(sent.error))
    if (!/^[1-9]\d{0,14}$/.test(id)) return problem(404, `There is no run ${id.slice(0, 20)}.`)
    try {
      const asked = { runId: Number(id), reason: sent.data.reason, today, now: new Date() }
      const isBegun = await undoInBackground(db, actor, asked)
      return Response.json(
        { run_id: asked.runId, state: isBegun ? 'undoing' : 'undone' },
        {
          status: isBegun ? 202 : 200,
          headers: { location: `/api/v1/billing-runs/${id}`, 'cache-control': 'no-store' },
        },
      )
    } catch (error) {
      if (error instanceof Refusal) return problem(409, error.message)
      throw error
    }
  })
}
