import { revalidatePath } from 'next/cache'
import type { NextRequest } from 'next/server'
import { action } from '@/lib/action'
import { applyBulk } from '@/lib/bulk/mutations'
import { bulkApplySchema } from '@/lib/bulk/schema'
import { eventStream } from '../../../event-stream'
import type { SavingEvent } from '../saving-event'

/** The door for saving a bulk change: an action in every other way, it tells how far it is while it works. */
export async function POST(request: NextRequest): Promise<Response> {
  const typed: unknown = await request.json().catch(() => null)
  return eventStream<SavingEvent>(async tell => {
    const save = action(bulkApplySchema, ({ db, actor, today, input }) =>
      applyBulk(db, actor, input, today, (done, total) => void tell({ type: 'progress', done, total })),
    )
    const result = await save(typed)
    if (result.ok) revalidatePath('/', 'layout')
    await tell(result.ok ? { type: 'done', data: result.data } : { type: 'refused', result })
  })
}
