import type { NextRequest } from 'next/server'
import { takeBackSchema } from '@/lib/bulk/schema'
import { takeBackBulk } from '@/lib/bulk/write/take-back'
import { action } from '@/lib/http/action'
import { tellSaving } from '../saving'

/** Takes a bulk change back. */
export function POST(request: NextRequest): Promise<Response> {
  return tellSaving(request, onProgress =>
    action(takeBackSchema, ({ db, actor, today, input }) =>
      takeBackBulk(db, actor, input, today, onProgress),
    ),
  )
}
