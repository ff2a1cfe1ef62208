'use client'
import { ChevronDown, X } from 'lucide-react'
import { useId } from 'react'
import { classNames } from '../class-names'
import { useListNavigation } from './list-navigation'
import { listHref, type SearchParams } from './list-url'

export type FilterOption = { value: string; label: string }

/** One filter as a chip: a native list of choices inside, and a cross that takes it off. */
export function TableFilter({
  label,
  name,
  options,
  value,
  params,
  prefix,
  all = 'All',
  fixed = false,
}: {
  label: string
  name: string
  options: FilterOption[]
  value: string | null
  params: SearchParams
  prefix?: string
  all?: string
  /** Always has a value: no choice of all, no cross. */
  fixed?: boolean
}) {
  const nav = useListNavigation()
  const id = useId()
  const chosen = options.find(option => option.value === value)
  const change = (next: string | null) => nav.go(listHref(params, { [name]: next }, prefix))
  const on = value !== null && !fixed
  return (
    <span
      className={classNames(
        'relative inline-flex h-8 max-w-full items-center rounded-md border text-muted transition-colors focus-within:outline-2 focus-within:outline-focus',
        on
          ? 'border-transparent bg-accent-soft text-accent'
          : 'border-dashed border-line-strong hover:border-faint hover:text-ink',
      )}
    >
      <label htmlFor={id} className="pointer-events-none flex min-w-0 items-center gap-1 px-2.5">
        <span className={classNames('shrink-0', chosen && 'after:content-[":"]')}>{label}</span>
        {chosen && <span className="truncate font-medium">{chosen.label}</span>}
        {!on && <ChevronDown size={13} aria-hidden="true" className="shrink-0" />}
      </label>
      <select
        id={id}
        value={chosen?.value ?? ''}
        onChange={event => change(event.target.value || null)}
        className="picker absolute inset-0 h-full w-full opacity-0"
      >
        {!fixed && <option value="">{all}</option>}
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {on && (
        <button
          type="button"
          aria-label={`Remove filter ${label}`}
          onClick={() => change(null)}
          className="relative mr-1 inline-flex size-6 items-center justify-center rounded hover:bg-hover"
        >
          <X size={13} aria-hidden="true" />
        </button>
      )}
    </span>
  )
}
