import { revalidatePath } from 'next/cache'
import type { NextRequest } from 'next/server'
import { eventStream, oneEvent } from '@/app/(admin)/streams/event-stream'
import type { AppliedBulk, OnProgress } from '@/lib/bulk/write/apply'
import type { ActionResult } from '@/lib/http/action-result'
import { openApp } from '@/lib/http/read'
import { jsonOf } from '@/lib/request/body'
import { actorOf } from '@/lib/sign-in/read/actor'
import type { SavingEvent } from './saving-event'

/**
 * A door for work on many rows: an action in every other way, it tells how far it is while it works. Of somebody who is not signed
 * in no byte is read.
 */
export async function tellSaving(
  request: NextRequest,
  actionWith: (onProgress: OnProgress) => (typed: unknown) => Promise<ActionResult<AppliedBulk>>,
): Promise<Response> {
  const { db } = await openApp()
  if (!(await actorOf(db, request.headers))) {
    const formError = 'You are signed out. Sign in again in another tab, then save once more.'
    return oneEvent<SavingEvent>(401, { type: 'refused', result: { ok: false, formError } })
  }
  const typed = await jsonOf(request)
  return eventStream<SavingEvent>(async tell => {
    const result = await actionWith((done, total) => void tell({ type: 'progress', done, total }))(typed)
    if (result.ok) revalidatePath('/', 'layout')
    await tell(result.ok ? { type: 'done', data: result.data } : { type: 'refused', result })
  })
}
