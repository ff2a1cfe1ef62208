import { bulkApplySchema } from '@/lib/bulk/schema'
import { applyBulk } from '@/lib/bulk/write/apply'
import { environment } from '@/lib/environment/environment'
import { tellSaving } from '../saving'

/** Saves a bulk change. */
export function POST(request: Request): Promise<Response> {
  const isEmbedded = environment().databaseUrl === undefined
  return tellSaving(request, bulkApplySchema, ({ db, actor, today, input }, onProgress) =>
    applyBulk({ db, actor, today }, { ...input, isEmbedded }, onProgress),
  )
}
