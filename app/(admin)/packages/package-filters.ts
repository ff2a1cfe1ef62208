import type { Filter } from '@/components/ui/table/table-column'
import { frequencies } from '@/lib/billing/terms'

const words = (values: readonly string[]) =>
  values.map(value => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))

const types = [
  { value: 'standard', label: 'Standard' },
  { value: 'free_minutes', label: 'Free minutes' },
]
const uses = [
  { value: 'used', label: 'In use' },
  { value: 'unused', label: 'Not in use' },
]
const archives = [
  { value: 'archived', label: 'Archived' },
  { value: 'all', label: 'Archived too' },
]

/** The filters of the list of packages; the one by margin, below `marginPercent`, only for an actor who may see cost. */
export function packageFilterFields({
  currencies,
  connexcs,
  marginPercent,
}: {
  currencies: readonly string[]
  connexcs: readonly string[]
  marginPercent: number | null
}): Filter[] {
  const margin = {
    key: 'margin',
    label: 'Margin',
    options: [{ value: 'below', label: `Below ${marginPercent} %` }],
  }
  return [
    { key: 'currency', label: 'Currency', options: words(currencies) },
    { key: 'frequency', label: 'Frequency', options: words(frequencies) },
    { key: 'type', label: 'Type', options: types },
    { key: 'connexcs', label: 'ConnexCS Package', options: words(connexcs) },
    { key: 'use', label: 'In use', options: uses },
    ...(marginPercent === null ? [] : [margin]),
    { key: 'archived', label: 'Archived', all: 'Not archived', options: archives },
  ]
}
