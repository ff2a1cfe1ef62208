'use server'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { quoteExit } from '@/lib/assignments/read/exit-quote'
import { previewAssignment } from '@/lib/assignments/read/preview'
import {
  assignmentDraftSchema,
  assignmentEditSchema,
  assignmentSchema,
  changePackageSchema,
  changePreviewSchema,
  deleteAssignmentSchema,
  endAssignmentSchema,
  exitQuoteSchema,
  quantityChangeSchema,
} from '@/lib/assignments/schema'
import * as assignments from '@/lib/assignments/write/assign'
import { changePackage, previewChange } from '@/lib/assignments/write/change-package'
import { changeQuantity } from '@/lib/assignments/write/change-quantity'
import { deleteAssignment, endAssignment } from '@/lib/assignments/write/end'
import { scheduleText } from '@/lib/billing/labels'
import { searchCustomers } from '@/lib/customers/read/customers'
import { searchDids } from '@/lib/dids/read/dids'
import { searchText, sentWord } from '@/lib/fields/plain-text'
import { action } from '@/lib/http/action'
import { formatPrice } from '@/lib/money'
import { searchPackages } from '@/lib/packages/read/packages'

export const assign = action(assignmentSchema, async ({ db, actor, today, input }) => {
  const saved = await assignments.assignPackage(db, actor, input, today)
  revalidatePath('/', 'layout')
  return saved
})

export const previewAssign = action(assignmentDraftSchema, ({ db, actor, today, input }) =>
  previewAssignment(db, actor, input, today),
)

export const endIt = action(endAssignmentSchema, async ({ db, actor, today, input }) => {
  const saved = await endAssignment(db, actor, input, today)
  revalidatePath('/', 'layout')
  return saved
})

/** What leaving on a day would cost; null where there is no such assignment. */
export const quoteEnd = action(exitQuoteSchema, ({ db, actor, today, input }) =>
  quoteExit(db, actor, input, today),
)

export const swapPackage = action(changePackageSchema, async ({ db, actor, today, input }) => {
  const saved = await changePackage(db, actor, input, today)
  revalidatePath('/', 'layout')
  return saved
})

/** What changing the package means today and with the next period; null where there is no such assignment. */
export const readChange = action(changePreviewSchema, ({ db, actor, today, input }) =>
  previewChange(db, actor, input, today),
)

export const deleteIt = action(deleteAssignmentSchema, async ({ db, actor, today, input }) => {
  const saved = await deleteAssignment(db, actor, input, today)
  revalidatePath('/', 'layout')
  return saved
})

export const saveQuantity = action(quantityChangeSchema, async ({ db, actor, today, input }) => {
  const saved = await changeQuantity(db, actor, input, today)
  revalidatePath('/', 'layout')
  return saved
})

export const saveAssignment = action(assignmentEditSchema, async ({ db, actor, today, input }) => {
  const saved = await assignments.updateAssignment(db, actor, input, today)
  revalidatePath('/', 'layout')
  return saved
})

export const findPackages = action(
  z.object({ text: searchText, currency: sentWord(3).nullable() }),
  async ({ db, actor, today, input }) => {
    const found = await searchPackages(db, actor, input.text, {
      today,
      currency: input.currency ?? undefined,
    })
    return found.map(({ id, name, currency, terms }) => ({
      value: String(id),
      label: name,
      note: `${formatPrice(terms.retailMicro, currency)} ${currency} · ${scheduleText(terms)}`,
    }))
  },
)

export const findCustomers = action(searchText, async ({ db, actor, input }) => {
  const found = await searchCustomers(db, actor, input)
  return found.map(({ id, name, accountCode, currency }) => ({
    value: String(id),
    label: name,
    note: `${accountCode} · ${currency}`,
    currency,
  }))
})

export const findDids = action(searchText, async ({ db, actor, input }) => {
  const found = await searchDids(db, actor, input)
  return found.map(({ id, number, customer, currency, isEnabled }) => ({
    value: String(id),
    label: number,
    note: `${customer} · ${currency}${isEnabled ? '' : ' · disabled, still bills'}`,
    currency,
  }))
})
