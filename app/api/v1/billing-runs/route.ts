import { z } from 'zod'
import { runInBackground } from '@/lib/billing-runs/background'
import { runSchema } from '@/lib/billing-runs/schema'
import { customersByCode } from '@/lib/files/customers/queries'
import { answer } from '../answer'
import { problem } from '../problem'

/** What a program sends: `{ "through": "2026-03-31", "mode": "post", "customer": "ACME" }`; through today, posted, all customers without. */
const bodySchema = z.strictObject({
  through: runSchema.shape.throughOn.optional(),
  mode: runSchema.shape.mode.default('post'),
  customer: z.string().trim().min(1).max(60).optional(),
})

const mostBytes = 10_000

async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text.length > mostBytes) return null
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Starts a run and answers its number at once; the run goes on. Asked again it charges nothing twice. */
export async function POST(request: Request): Promise<Response> {
  return answer(request, async ({ db, actor, today }) => {
    const parsed = bodySchema.safeParse(await bodyOf(request))
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      const where = issue?.path.join('.')
      return problem(400, `${where ? `${where}: ` : ''}${issue?.message ?? 'Send a JSON object.'}`)
    }
    const { through = today, mode, customer: code } = parsed.data
    const customer = code === undefined ? null : (await customersByCode(db, [code])).get(code)
    if (customer === undefined) return problem(404, `No customer has the account code ${code}.`)
    const runId = await runInBackground(db, actor, {
      mode,
      throughOn: through,
      customerId: customer?.id ?? null,
      today,
      now: new Date(),
      startedFrom: 'api',
    })
    const location = `/api/v1/billing-runs/${runId}`
    return Response.json(
      { run_id: runId, mode, through },
      { status: 202, headers: { location, 'cache-control': 'no-store' } },
    )
  })
}
