'use server'
import { revalidatePath } from 'next/cache'
import { requireAdmin } from '@/lib/access/actor'
import { parseDestination } from '@/lib/billing/destination'
import { sentId, sentWord } from '@/lib/fields/plain-text'
import { action } from '@/lib/http/action'
import { destinationsOf } from '@/lib/packages/destinations'
import { getEditedPackage } from '@/lib/packages/read/edited'
import { getEditImpact } from '@/lib/packages/read/impact-of-edit'
import {
  cancelVersionSchema,
  packageActSchema,
  packageEditSchema,
  packageSchema,
} from '@/lib/packages/schema'
import * as packages from '@/lib/packages/write/packages'

export const addPackage = action(packageSchema, async ({ input, ...context }) => {
  const saved = await packages.createPackage(context, input)
  revalidatePath('/packages')
  return saved
})

export const savePackage = action(packageEditSchema, async ({ input, ...context }) => {
  const saved = await packages.updatePackage(context, input)
  revalidatePath('/packages', 'layout')
  return saved
})

export const archive = action(packageActSchema, async ({ input, ...context }) => {
  const saved = await packages.archivePackage(context, input)
  revalidatePath('/packages', 'layout')
  return saved
})

export const unarchive = action(packageActSchema, async ({ input, ...context }) => {
  const saved = await packages.unarchivePackage(context, input)
  revalidatePath('/packages', 'layout')
  return saved
})

export const cancelVersion = action(cancelVersionSchema, async ({ input, ...context }) => {
  const saved = await packages.cancelVersion(context, input)
  revalidatePath('/packages', 'layout')
  return saved
})

/** The package as it is now, for the second of two editors: to take theirs, or to save over it. */
export const reloadPackage = action(sentId, async ({ db, actor, today, input }) => {
  requireAdmin(actor)
  return getEditedPackage({ db, actor, today }, input)
})

/** Who would follow the typed terms and what it changes per month; saves nothing. */
export const impact = action(packageEditSchema, async ({ input, ...context }) =>
  getEditImpact(context, input),
)

/** The countries behind typed prefixes; null while they cannot be read. */
export const destinations = action(sentWord(10_000), async ({ actor, input }) => {
  requireAdmin(actor)
  const prefixes = parseDestination(input)
  return 'problem' in prefixes ? null : destinationsOf(prefixes)
})
