import type { NextRequest } from 'next/server'
import { action } from '@/lib/action'
import { takeBackSchema } from '@/lib/bulk/schema'
import { takeBackBulk } from '@/lib/bulk/taking-back'
import { tellSaving } from '../saving'

/** Takes a bulk change back. */
export function POST(request: NextRequest): Promise<Response> {
  return tellSaving(request, onProgress =>
    action(takeBackSchema, ({ db, actor, today, input }) =>
      takeBackBulk(db, actor, input, today, onProgress),
    ),
  )
}
