'use server'
import { revalidatePath } from 'next/cache'
import { action } from '@/lib/http/action'
import { archiveManySchema, changePricesSchema, duplicateManySchema } from '@/lib/packages/many-schema'
import { listChosen, previewCopies, previewPrices } from '@/lib/packages/read/many'
import * as bulk from '@/lib/packages/write/many'

/** The chosen packages as they are now; saves nothing. */
export const readChosen = action(archiveManySchema, async ({ input, ...context }) =>
  listChosen(context, input),
)

export const archiveMany = action(archiveManySchema, async ({ input, ...context }) => {
  const saved = await bulk.archivePackages(context, input)
  revalidatePath('/packages', 'layout')
  return saved
})

/** Every old and new price, and who follows; saves nothing. */
export const previewPriceChange = action(changePricesSchema, async ({ input, ...context }) =>
  previewPrices(context, input),
)

export const savePriceChange = action(changePricesSchema, async ({ input, ...context }) => {
  const saved = await bulk.changePrices(context, input)
  revalidatePath('/packages', 'layout')
  return saved
})

/** Every copy as it would be; saves nothing. */
export const previewDuplicates = action(duplicateManySchema, async ({ input, ...context }) =>
  previewCopies(context, input),
)

export const saveDuplicates = action(duplicateManySchema, async ({ input, ...context }) => {
  const saved = await bulk.duplicatePackages(context, input)
  revalidatePath('/packages', 'layout')
  return saved
})
