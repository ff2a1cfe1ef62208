'use client'
import type { Option } from '@/components/ui/combobox'
import type { SearchParams } from '@/components/ui/list-url'
import { optionsOf } from '../option-search'
import { SearchFilter } from '../search-filter'
import { findPackages } from './actions'

/** Only the assignments of one package. */
export function PackageFilter(props: { params: SearchParams; chosen: Option | null }) {
  return (
    <SearchFilter
      label="Package"
      name="package"
      search={text => optionsOf(findPackages({ text, currency: null }))}
      {...props}
    />
  )
}
