import { progressOf } from '@/lib/billing-runs/progress'
import { getRunProgress } from '@/lib/billing-runs/read/runs'
import { HttpRefusal } from '@/lib/http/http-refusal'
import { route } from '@/lib/http/route'

/** How far a run is, for the page that watches it. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return route(request, async ({ db, actor, now }) => {
    const row = await getRunProgress({ db, actor }, Number((await params).id))
    if (!row) throw new HttpRefusal(404, 'There is no such run.')
    return Response.json(progressOf(row, now), { headers: { 'cache-control': 'no-store' } })
  })
}
