'use client'
import type { Option } from '@/components/ui/combobox'
import type { SearchParams } from '@/components/ui/list-url'
import { findCustomers } from '../assignments/actions'
import { optionsOf } from '../option-search'
import { SearchFilter } from '../search-filter'

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
