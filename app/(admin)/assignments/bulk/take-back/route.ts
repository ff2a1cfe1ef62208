import { takeBackSchema } from '@/lib/bulk/schema'
import { takeBackBulk } from '@/lib/bulk/write/take-back'
import { tellSaving } from '../saving'

/** Takes a bulk change back. */
export function POST(request: Request): Promise<Response> {
  return tellSaving(request, takeBackSchema, ({ db, actor, today, input }, onProgress) =>
    takeBackBulk({ db, actor, today }, input, onProgress),
  )
}
