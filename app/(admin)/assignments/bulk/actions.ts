'use server'
import { action } from '@/lib/action'
import { previewBulk } from '@/lib/bulk/preview'
import { bulkPreviewSchema } from '@/lib/bulk/schema'
import { environment } from '@/lib/env'

/** One page of what would happen to each row, and the sums over all of them. */
export const previewMany = action(bulkPreviewSchema, ({ db, actor, today, input }) =>
  previewBulk(db, actor, { ...input, isEmbedded: environment().databaseUrl === undefined }, today),
)
