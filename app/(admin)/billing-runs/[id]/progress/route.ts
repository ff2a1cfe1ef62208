import { progressOf } from '@/lib/billing-runs/progress'
import { getRunProgress } from '@/lib/billing-runs/read/runs'
import { openApp } from '@/lib/http/read'
import { actorOf } from '@/lib/sign-in/read/actor'

const noStore = { 'cache-control': 'no-store' }

/** How far a run is, for the page that watches it. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { db } = await openApp()
  const actor = await actorOf(db, request.headers)
  if (!actor) return Response.json({ error: 'Sign in first.' }, { status: 401, headers: noStore })
  const row = await getRunProgress(db, actor, Number((await params).id))
  if (!row) return Response.json({ error: 'There is no such run.' }, { status: 404, headers: noStore })
  return Response.json(progressOf(row, new Date()), { headers: noStore })
}
