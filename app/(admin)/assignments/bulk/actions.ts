'use server'
import { previewBulk } from '@/lib/bulk/preview'
import { bulkPreviewSchema } from '@/lib/bulk/schema'
import { environment } from '@/lib/environment/environment'
import { action } from '@/lib/http/action'

/** One page of what would happen to each row, and the sums over all of them. */
export const previewMany = action(bulkPreviewSchema, ({ input, ...context }) =>
  previewBulk(context, { ...input, isEmbedded: environment().databaseUrl === undefined }),
)
