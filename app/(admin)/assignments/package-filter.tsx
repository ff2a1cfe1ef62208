'use client'
import { SearchFilter } from '@/app/(admin)/lists/search-filter'
import { findPackages } from '@/app/(admin)/search/actions'
import { optionsOf } from '@/app/(admin)/search/option-search'
import type { Option } from '@/components/ui/fields/combobox'
import type { SearchParams } from '@/components/ui/table/list-url'

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
