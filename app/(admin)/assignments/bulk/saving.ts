import { revalidatePath } from 'next/cache'
import type { z } from 'zod'
import type { AppliedBulk, OnProgress } from '@/lib/bulk/write/apply'
import { failureOf, inputOf } from '@/lib/http/action'
import type { Asked } from '@/lib/http/guard'
import { stream } from '@/lib/http/stream'
import { jsonOf } from '@/lib/request/body'
import type { SavingEvent } from './saving-event'

/**
 * A door for work on many rows, which tells how far it is while it works. Without a session no byte of the body is read.
 */
export function tellSaving<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  work: (asked: Asked & { input: z.output<Schema> }, onProgress: OnProgress) => Promise<AppliedBulk>,
): Promise<Response> {
  return stream<SavingEvent, z.output<Schema>>(request, {
    refused: refusal => ({ type: 'refused', result: failureOf(refusal) }),
    read: async () => inputOf(schema, await jsonOf(request)),
    work: async (asked, tell) => {
      const data = await work(asked, (done, total) => void tell({ type: 'progress', done, total }))
      revalidatePath('/', 'layout')
      await tell({ type: 'done', data })
    },
  })
}
