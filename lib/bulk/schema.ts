import { z } from 'zod'
import { optionalRowId, rowId, searchText, sentId, sentWord } from '@/lib/fields/plain-text'
import { dateInput, overrideReason, quantityInput, sharedAssignmentFields } from '../assignments/schema'
import { mostAtOnce } from './limit'

const filter = sentWord(200).optional()

/** DIDs or customers: the ticked ones, or all that match a list's search and filters. */
const selectionSchema = z
  .object({
    kind: z.enum(['did', 'customer']),
    ids: z
      .array(rowId('Choose rows of the list.'))
      .max(mostAtOnce, 'Choose at most 10,000 rows.')
      .default([]),
    matching: z
      .object({
        search: searchText.default(''),
        owner: filter,
        package: filter,
        enabled: filter,
        carrier: filter,
        leak: filter,
        customerId: sentId.optional(),
        currency: filter,
        funds: filter,
        manager: filter,
      })
      .nullable()
      .default(null),
  })
  .refine(({ ids, matching }) => ids.length > 0 || matching !== null, { message: 'Choose at least one row.' })

const selection = selectionSchema

const bulkAssignSchema = z.intersection(
  z.object({ do: z.literal('assign'), selection }),
  sharedAssignmentFields,
)

const bulkEndSchema = z.object({
  do: z.literal('end'),
  selection,
  /** Assignments of this package, or of every one. */
  packageId: optionalRowId('Choose a package, or none for all.'),
  endOn: dateInput,
  reason: overrideReason,
})

const bulkQuantitySchema = z.object({
  do: z.literal('quantity'),
  selection,
  packageId: rowId('Choose a package.'),
  quantity: quantityInput,
  effectiveOn: dateInput,
})

export type Selection = z.output<typeof selectionSchema>
export type BulkAssign = z.output<typeof bulkAssignSchema>
export type BulkEnd = z.output<typeof bulkEndSchema>
export type BulkQuantity = z.output<typeof bulkQuantitySchema>
export type BulkInput = BulkAssign | BulkEnd | BulkQuantity

/** What the forms ask for; what it is about, they have already. */
export const assignManyForm = sharedAssignmentFields
export const endManyForm = bulkEndSchema.pick({ packageId: true, endOn: true, reason: true })
export const quantityManyForm = bulkQuantitySchema.pick({
  packageId: true,
  quantity: true,
  effectiveOn: true,
})

const page = z.int().min(1).max(1000).default(1)

const form = z.object({ do: z.string() })

function schemaOf(kind: string | undefined) {
  if (kind === 'assign') return bulkAssignSchema
  return kind === 'end' ? bulkEndSchema : bulkQuantitySchema
}

/** Parses by what is to be done, so that every problem lands on the field of that form. */
export const bulkInputSchema = z.unknown().transform((typed, ctx): BulkInput => {
  const parsed = schemaOf(form.safeParse(typed).data?.do).safeParse(typed)
  if (parsed.success) return parsed.data
  for (const { path, message } of parsed.error.issues) ctx.addIssue({ code: 'custom', path, message })
  return z.NEVER
})

export const bulkPreviewSchema = z.object({ change: bulkInputSchema, page })
/** `count`: how many the preview said would change; another number means that somebody was quicker. */
export const bulkApplySchema = z.object({ change: bulkInputSchema, count: z.int().min(1) })
export const takeBackSchema = z.object({ id: rowId('Choose a bulk change.') })
