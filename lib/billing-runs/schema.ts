/** The input that starts or undoes a run; shared by the form, the action, the command line and the API. */

import { z } from 'zod'
import { existingDate } from '@/lib/fields/date'
import { reasonText, rowId, sentId } from '@/lib/fields/plain-text'

export const catalogues = ['scheduled', 'today'] as const

const most = { customers: 10_000, packages: 500 }

/** Run billing through a date, for chosen customers or all, simulated or posted; a simulation may leave packages and prices out. */
export const runSchema = z
  .object({
    throughOn: existingDate,
    customerIds: z
      .array(rowId('Choose customers from the list, or none for all.'))
      .max(most.customers, 'Choose at most 10,000 customers, or none for all.')
      .default([]),
    packageIds: z
      .array(rowId('Choose packages from the list, or none for all.'))
      .max(most.packages, 'Choose at most 500 packages, or none for all.')
      .default([]),
    catalogue: z
      .enum(catalogues, { error: 'Choose scheduled prices, or today’s only.' })
      .default('scheduled'),
    mode: z.enum(['simulate', 'post'], { error: 'Choose simulate or post.' }),
    /** Posts also through a day after today: set only after the sums were shown. */
    ahead: z.boolean({ error: 'Send true or false.' }).default(false),
  })
  .refine(run => run.mode === 'simulate' || run.packageIds.length === 0, {
    path: ['packageIds'],
    message: 'Only a simulation can look at some packages alone. Post for whole customers.',
  })
  .refine(run => run.mode === 'simulate' || run.catalogue === 'scheduled', {
    path: ['catalogue'],
    message: 'Only a simulation can leave scheduled prices out.',
  })

export const undoSchema = z.object({
  runId: sentId,
  reason: reasonText,
})
