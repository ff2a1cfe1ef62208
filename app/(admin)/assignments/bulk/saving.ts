import { revalidatePath } from 'next/cache'
import type { NextRequest } from 'next/server'
import type { ActionResult } from '@/lib/action-result'
import { actorOf } from '@/lib/auth'
import type { AppliedBulk, OnProgress } from '@/lib/bulk/mutations'
import { jsonOf } from '@/lib/http/body'
import { openApp } from '@/lib/open-app'
import { eventStream, oneEvent } from '../../event-stream'
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
