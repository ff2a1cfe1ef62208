'use client'
import type { Option } from '@/components/ui/fields/combobox'
import { LazyCombobox } from '@/components/ui/fields/lazy-combobox'
import { useListNavigation } from '@/components/ui/table/list-navigation'
import { listHref, type SearchParams } from '@/components/ui/table/list-url'

/** A filter with more choices than a list can hold: searched on the server, kept in the URL as the others are. */
export function SearchFilter({
  label,
  name,
  params,
  chosen,
  search,
}: {
  label: string
  name: string
  params: SearchParams
  chosen: Option | null
  search: (text: string) => Promise<Option[]>
}) {
  const nav = useListNavigation()
  return (
    <span className="w-48 max-w-full">
      <LazyCombobox
        key={chosen?.value}
        aria-label={label}
        placeholder={label}
        clearable
        value={chosen?.value ?? ''}
        initial={chosen ?? undefined}
        search={search}
        onValueChange={value => nav.go(listHref(params, { [name]: value || null }))}
      />
    </span>
  )
}
