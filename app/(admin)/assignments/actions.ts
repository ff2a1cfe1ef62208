'use server'
import { revalidatePath } from 'next/cache'
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
import { deleteAssignment } from '@/lib/assignments/write/delete'
import { endAssignment } from '@/lib/assignments/write/end'
import { action } from '@/lib/http/action'

export const assign = action(assignmentSchema, async ({ input, ...context }) => {
  const saved = await assignments.assignPackage(context, input)
  revalidatePath('/', 'layout')
  return saved
})

export const previewAssign = action(assignmentDraftSchema, ({ input, ...context }) =>
  previewAssignment(context, input),
)

export const endIt = action(endAssignmentSchema, async ({ input, ...context }) => {
  const saved = await endAssignment(context, input)
  revalidatePath('/', 'layout')
  return saved
})

/** What leaving on a day would cost; null where there is no such assignment. */
export const quoteEnd = action(exitQuoteSchema, ({ input, ...context }) => quoteExit(context, input))

export const swapPackage = action(changePackageSchema, async ({ input, ...context }) => {
  const saved = await changePackage(context, input)
  revalidatePath('/', 'layout')
  return saved
})

/** What changing the package means today and with the next period; null where there is no such assignment. */
export const readChange = action(changePreviewSchema, ({ input, ...context }) =>
  previewChange(context, input),
)

export const deleteIt = action(deleteAssignmentSchema, async ({ input, ...context }) => {
  const saved = await deleteAssignment(context, input)
  revalidatePath('/', 'layout')
  return saved
})

export const saveQuantity = action(quantityChangeSchema, async ({ input, ...context }) => {
  const saved = await changeQuantity(context, input)
  revalidatePath('/', 'layout')
  return saved
})

export const saveAssignment = action(assignmentEditSchema, async ({ input, ...context }) => {
  const saved = await assignments.updateAssignment(context, input)
  revalidatePath('/', 'layout')
  return saved
})
