import { z } from 'zod'
import { runInBackground } from '@/lib/billing-runs/background'
import { catalogues, runSchema } from '@/lib/billing-runs/schema'
import { idsOfCodes, UnknownCode } from '@/lib/billing-runs/scope-codes'
import { answerBilling } from '../answer'
import { firstIssue, jsonBody } from '../json-body'
import { problem } from '../problem'

const code = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{Cc}*$/u, 'A code has no invisible characters.')
const codes = z.array(code).max(10_000).default([])

/**
 * What a program sends: `{ "through": "2026-03-31", "mode": "post", "customer": "ACME" }`; through today, posted, all customers
 * without. A simulation may look at some `packages` only, and at today's `catalogue`.
 */
const bodySchema = z.strictObject({
  through: runSchema.shape.throughOn.optional(),
  mode: runSchema.shape.mode.default('post'),
  customer: code.optional(),
  customers: codes,
  packages: codes,
  catalogue: z.enum(catalogues).default('scheduled'),
})

/** Starts a run and answers its number at once; the run goes on. Asked again it charges nothing twice. */
export async function POST(request: Request): Promise<Response> {
  return answerBilling(request, async ({ db, actor, today }) => {
    const sent = bodySchema.safeParse(await jsonBody(request))
    if (!sent.success) return problem(400, firstIssue(sent.error))
    const { through = today, mode, customer, customers, packages, catalogue } = sent.data
    const asked = [...customers, ...(customer === undefined ? [] : [customer])]
    const ids = await idsOfCodes(db, { customers: asked, packages }).catch((error: unknown) => {
      if (error instanceof UnknownCode) return problem(404, error.message)
      throw error
    })
    if (ids instanceof Response) return ids
    const run = runSchema.safeParse({ throughOn: through, mode, catalogue, ...ids })
    if (!run.success) return problem(400, firstIssue(run.error))
    const started = { today, now: new Date(), startedFrom: 'api' } as const
    const runId = await runInBackground(db, actor, { ...run.data, ...started })
    const location = `/api/v1/billing-runs/${runId}`
    return Response.json(
      { run_id: runId, mode, through },
      { status: 202, headers: { location, 'cache-control': 'no-store' } },
    )
  })
}
