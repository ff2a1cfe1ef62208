import type { NextRequest } from 'next/server'
import { bulkApplySchema } from '@/lib/bulk/schema'
import { applyBulk } from '@/lib/bulk/write/apply'
import { environment } from '@/lib/environment/environment'
import { action } from '@/lib/http/action'
import { tellSaving } from '../saving'

/** Saves a bulk change. */
export function POST(request: NextRequest): Promise<Response> {
  return tellSaving(request, onProgress =>
    action(bulkApplySchema, ({ db, actor, today, input }) => {
      const isEmbedded = environment().databaseUrl === undefined
      return applyBulk(db, actor, { ...input, isEmbedded }, today, onProgress)
    }),
  )
}
