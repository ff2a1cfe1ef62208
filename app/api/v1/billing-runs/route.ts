import { z } from 'zod'
import { runInBackground } from '@/lib/billing-runs/background'
import { NotConfirmed } from '@/lib/billing-runs/confirm-ahead'
import { idsOfCodes, UnknownCode } from '@/lib/billing-runs/read/codes'
import { catalogues, runSchema } from '@/lib/billing-runs/schema'
import { minorText } from '@/lib/money'
import { Refusal } from '@/lib/refusal/refusal'
import { answerBilling } from '../answer'
import { firstIssue, jsonBody } from '../json-body'
import { problem } from '../problem'

const code = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{Cc}*$/u, 'A code has no invisible characters.')
/** Left out it means all; given and empty it is refused: a program whose own filter found nobody means nobody. */
const codes = (one: string) =>
  z.array(code).min(1, `Name at least one ${one}, or leave the field out for all.`).max(10_000).optional()

/**
 * What a program sends: `{ "through": "2026-03-31", "mode": "post", "customer": "ACME" }`; through today, posted, all customers
 * without. A simulation may look at some `packages` only, and at today's `catalogue`. Through a day after today it posts only
 * with `"ahead": true`.
 */
const bodySchema = z.strictObject({
  through: runSchema.shape.throughOn.optional(),
  mode: runSchema.shape.mode.default('post'),
  customer: code.optional(),
  customers: codes('customer'),
  packages: codes('package'),
  catalogue: z.enum(catalogues).default('scheduled'),
  ahead: z.boolean().default(false),
})

/** What the rules refuse; a posting ahead that is not confirmed with its sums. */
function refused(error: unknown): Response {
  if (error instanceof NotConfirmed) {
    const totals = error.sums.totals.map(sum => ({
      currency: sum.currency,
      lines: sum.lineCount,
      retail: minorText(sum.retailMinor, sum.currency),
    }))
    return problem(422, `${error.message} Send "ahead": true to post it.`, {}, { totals })
  }
  if (error instanceof Refusal) return problem(422, error.message)
  throw error
}

/** Starts a run and answers its number at once; the run goes on. Asked again it charges nothing twice. */
export async function POST(request: Request): Promise<Response> {
  return answerBilling(request, async ({ db, actor, today }) => {
    const sent = bodySchema.safeParse(await jsonBody(request))
    if (!sent.success) return problem(400, firstIssue(sent.error))
    const { through = today, mode, customer, customers = [], packages = [], catalogue, ahead } = sent.data
    const asked = [...customers, ...(customer === undefined ? [] : [customer])]
    const ids = await idsOfCodes(db, { customers: asked, packages }).catch((error: unknown) => {
      if (error instanceof UnknownCode) return problem(404, error.message)
      throw error
    })
    if (ids instanceof Response) return ids
    const run = runSchema.safeParse({ throughOn: through, mode, catalogue, ahead, ...ids })
    if (!run.success) return problem(400, firstIssue(run.error))
    const started = { today, now: new Date(), startedFrom: 'api' } as const
    const runId = await runInBackground(db, actor, { ...run.data, ...started }).catch(refused)
    if (runId instanceof Response) return runId
    const location = `/api/v1/billing-runs/${runId}`
    return Response.json(
      { run_id: runId, mode, through },
      { status: 202, headers: { location, 'cache-control': 'no-store' } },
    )
  })
}
