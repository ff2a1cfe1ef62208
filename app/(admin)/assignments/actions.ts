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
