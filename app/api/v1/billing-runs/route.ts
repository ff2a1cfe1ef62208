import { z } from 'zod'
import { runInBackground } from '@/lib/billing-runs/background'
import { NotConfirmed } from '@/lib/billing-runs/confirm-ahead'
import { idsOfCodes, UnknownCode } from '@/lib/billing-runs/read/codes'
import { catalogues, runSchema } from '@/lib/billing-runs/schema'
import { api } from '@/lib/http/api'
import { HttpRefusal } from '@/lib/http/http-refusal'
import { jsonBody, parseSent } from '@/lib/http/json-body'
import { problem } from '@/lib/http/problem'
import { minorText } from '@/lib/money'

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

/** A code that no customer or package has is a 404. */
function unknown(error: unknown): never {
  throw error instanceof UnknownCode ? new HttpRefusal(404, error) : error
}

/** A posting ahead that is not confirmed is answered with its sums. */
function unconfirmed(error: unknown): Response {
  if (!(error instanceof NotConfirmed)) throw error
  const totals = error.sums.totals.map(sum => ({
    currency: sum.currency,
    lines: sum.lineCount,
    retail: minorText(sum.retailMinor, sum.currency),
  }))
  return problem(422, `${error.message} Send "ahead": true to post it.`, {}, { totals })
}

/** Starts a run and answers its number at once; the run goes on. Asked again it charges nothing twice. */
export function POST(request: Request): Promise<Response> {
  return api(
    request,
    async ({ db, actor, today, now }) => {
      const sent = parseSent(bodySchema, await jsonBody(request))
      const { through = today, mode, customer, customers = [], packages = [], catalogue, ahead } = sent
      const named = [...customers, ...(customer === undefined ? [] : [customer])]
      const ids = await idsOfCodes(db, { customers: named, packages }).catch(unknown)
      const run = parseSent(runSchema, { throughOn: through, mode, catalogue, ahead, ...ids })
      const started = { ...run, today, now, startedFrom: 'api' } as const
      const runId = await runInBackground({ db, actor }, started).catch(unconfirmed)
      if (runId instanceof Response) return runId
      const location = `/api/v1/billing-runs/${runId}`
      return Response.json(
        { run_id: runId, mode, through },
        { status: 202, headers: { location, 'cache-control': 'no-store' } },
      )
    },
    { bills: true },
  )
}
