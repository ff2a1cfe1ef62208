'use client'
import { SearchFilter } from '@/app/(admin)/lists/search-filter'
import { findCustomers } from '@/app/(admin)/search/actions'
import { optionsOf } from '@/app/(admin)/search/option-search'
import type { Option } from '@/components/ui/fields/combobox'
import type { SearchParams } from '@/components/ui/table/list-url'

/** Only the numbers of one customer. */
export function CustomerFilter(props: { params: SearchParams; chosen: Option | null }) {
  return (
    <SearchFilter
      label="Customer"
      name="customer"
      search={text => optionsOf(findCustomers(text))}
      {...props}
    />
  )
}
