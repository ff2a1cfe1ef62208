import type { NextRequest } from 'next/server'
import { action } from '@/lib/action'
import { applyBulk } from '@/lib/bulk/mutations'
import { bulkApplySchema } from '@/lib/bulk/schema'
import { environment } from '@/lib/env'
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
