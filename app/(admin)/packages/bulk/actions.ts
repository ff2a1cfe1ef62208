'use server'
import { revalidatePath } from 'next/cache'
import { action } from '@/lib/http/action'
import { archiveManySchema, changePricesSchema, duplicateManySchema } from '@/lib/packages/many-schema'
import { listChosen, previewCopies, previewPrices } from '@/lib/packages/read/many'
import * as bulk from '@/lib/packages/write/many'

/** The chosen packages as they are now; saves nothing. */
export const readChosen = action(archiveManySchema, async ({ db, actor, today, input }) =>
  listChosen(db, actor, input, today),
)

export const archiveMany = action(archiveManySchema, async ({ db, actor, today, input }) => {
  const saved = await bulk.archivePackages(db, actor, input, today)
  revalidatePath('/packages', 'layout')
  return saved
})

/** Every old and new price, and who follows; saves nothing. */
export const previewPriceChange = action(changePricesSchema, async ({ db, actor, today, input }) =>
  previewPrices(db, actor, input, today),
)

export const savePriceChange = action(changePricesSchema, async ({ db, actor, today, input }) => {
  const saved = await bulk.changePrices(db, actor, input, today)
  revalidatePath('/packages', 'layout')
  return saved
})

/** Every copy as it would be; saves nothing. */
export const previewDuplicates = action(duplicateManySchema, async ({ db, actor, today, input }) =>
  previewCopies(db, actor, input, today),
)

export const saveDuplicates = action(duplicateManySchema, async ({ db, actor, today, input }) => {
  const saved = await bulk.duplicatePackages(db, actor, input, today)
  revalidatePath('/packages', 'layout')
  return saved
})
