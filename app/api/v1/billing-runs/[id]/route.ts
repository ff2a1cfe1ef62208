import { stateOf } from '@/lib/billing-runs/labels'
import { getRun } from '@/lib/billing-runs/read/runs'
import { api } from '@/lib/http/api'
import { HttpRefusal } from '@/lib/http/http-refusal'
import { minorText } from '@/lib/money'

/** How a run stands: its state, its counts, its sums of retail. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return api(request, async ({ db, actor, now }) => {
    const { id } = await params
    const run = await getRun({ db, actor }, /^\d{1,15}$/.test(id) ? Number(id) : Number.NaN)
    if (!run) throw new HttpRefusal(404, `There is no run ${id.slice(0, 20)}.`)
    const { mode, throughOn, assignmentsTotal, assignmentsDone, startedAt, finishedAt, failure } = run
    return Response.json(
      {
        run_id: run.id,
        number: run.id,
        mode,
        through: throughOn,
        customers_chosen: run.customerId === null ? run.customerCount : 1,
        packages_chosen: run.packageCount,
        catalogue: run.catalogueOn === null ? 'scheduled' : run.catalogueOn,
        state: stateOf(run, now),
        assignments_total: assignmentsTotal,
        assignments_done: assignmentsDone,
        charged: run.chargedCount,
        already_charged: run.alreadyChargedCount,
        skipped: run.skippedCount,
        undone: run.reversedCount,
        totals: run.sums.map(sum => ({
          currency: sum.currency,
          lines: sum.lineCount,
          retail: minorText(sum.retailMinor, sum.currency),
        })),
        started_at: startedAt.toISOString(),
        finished_at: finishedAt?.toISOString() ?? null,
        failure,
      },
      { headers: { 'cache-control': 'no-store' } },
    )
  })
}
