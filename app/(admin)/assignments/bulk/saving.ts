import { revalidatePath } from 'next/cache'
import type { NextRequest } from 'next/server'
import type { ActionResult } from '@/lib/action-result'
import type { AppliedBulk, OnProgress } from '@/lib/bulk/mutations'
import { eventStream } from '../../event-stream'
import type { SavingEvent } from './saving-event'

/** A door for work on many rows: an action in every other way, it tells how far it is while it works. */
export async function tellSaving(
  request: NextRequest,
  actionWith: (onProgress: OnProgress) => (typed: unknown) => Promise<ActionResult<AppliedBulk>>,
): Promise<Response> {
  const typed: unknown = await request.json().catch(() => null)
  return eventStream<SavingEvent>(async tell => {
    const result = await actionWith((done, total) => void tell({ type: 'progress', done, total }))(typed)
    if (result.ok) revalidatePath('/', 'layout')
    await tell(result.ok ? { type: 'done', data: result.data } : { type: 'refused', result })
  })
}
