'use client'
import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronDown, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type ControlProps, useControl } from './field-context'
import { Spinner } from './spinner'
import { controlClasses } from './text-input'

export type Option = { value: string; label: string; note?: string }

type Found = { text: string | null; options: Option[]; failed: boolean }

/** Asks for the options a moment after the last key; an answer that came too late is dropped. */
function useOptions(search: (text: string) => Promise<Option[]>, text: string, open: boolean) {
  const [found, setFound] = useState<Found>({ text: null, options: [], failed: false })
  const ask = useRef(search)
  ask.current = search
  useEffect(() => {
    if (!open) return
    let stale = false
    const settle = (options: Option[], failed: boolean) => {
      if (!stale) setFound({ text, options, failed })
    }
    const timer = setTimeout(
      () => {
        ask.current(text).then(
          options => settle(options, false),
          () => settle([], true),
        )
      },
      text === '' ? 0 : 150,
    )
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [text, open])
  return { ...found, pending: open && found.text !== text }
}

/** One of many, searched on the server. The form holds the option's value; `onOption` gets the whole of it. */
export function Combobox({
  search,
  initial,
  onOption,
  placeholder,
  clearable = false,
  ...props
}: ControlProps<string> & {
  search: (text: string) => Promise<Option[]>
  /** The option that the first value stands for. */
  initial?: Option
  onOption?: (option: Option | null) => void
  placeholder?: string
  clearable?: boolean
}) {
  const control = useControl(props, '')
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [known, setKnown] = useState<Option | null>(initial ?? null)
  const { options, pending, failed } = useOptions(search, text.trim(), open)
  // A form that was emptied takes its choice back.
  const chosen = known !== null && known.value === control.value ? known : null
  return (
    <Base.Root
      items={options}
      filter={null}
      value={chosen}
      onValueChange={option => {
        setKnown(option)
        control.setValue(option?.value ?? '')
        onOption?.(option)
      }}
      itemToStringLabel={(option: Option) => option.label}
      itemToStringValue={(option: Option) => option.value}
      isItemEqualToValue={(a: Option, b: Option) => a.value === b.value}
      onInputValueChange={(next, details) => setText(details.reason === 'input-change' ? next : '')}
      open={open}
      onOpenChange={setOpen}
      disabled={control.disabled}
      autoHighlight
    >
      <Base.InputGroup className="relative">
        <Base.Input
          {...control.aria}
          // While the list is open everything beside it is hidden, the label too; a reference still finds it.
          aria-labelledby={control.labelId}
          id={control.id}
          ref={control.ref}
          placeholder={placeholder ?? 'Search…'}
          onBlur={control.onBlur}
          className={`${controlClasses} pr-16`}
        />
        <span className="absolute inset-y-0 right-1 flex items-center text-faint">
          {pending && <Spinner className="mr-1" />}
          {clearable && chosen && (
            <Base.Clear
              aria-label="Clear"
              className="inline-flex size-6 items-center justify-center rounded hover:bg-hover hover:text-ink"
            >
              <X size={14} aria-hidden="true" />
            </Base.Clear>
          )}
          <Base.Trigger
            aria-label="Show the choices"
            className="inline-flex size-6 items-center justify-center rounded hover:bg-hover hover:text-ink"
          >
            <ChevronDown size={15} aria-hidden="true" />
          </Base.Trigger>
        </span>
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-60 outline-none">
          <Base.Popup
            aria-busy={pending || undefined}
            className="floating w-(--anchor-width) max-w-(--available-width)"
          >
            <Base.Status className="px-3 py-2.5 text-muted empty:hidden">
              {failed
                ? 'The search could not be reached. Try again in a moment.'
                : options.length > 0
                  ? null
                  : pending
                    ? 'Searching…'
                    : text.trim() === ''
                      ? 'There is nothing to choose from yet.'
                      : `Nothing found for “${text.trim()}”.`}
            </Base.Status>
            <Base.List className="max-h-[min(18rem,var(--available-height))] overflow-y-auto p-1 outline-none data-[empty]:p-0">
              {(option: Option) => (
                <Base.Item
                  key={option.value}
                  value={option}
                  className="flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 outline-none select-none data-[highlighted]:bg-hover"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block truncate">{option.label}</span>
                    {option.note && <span className="block truncate text-xs text-muted">{option.note}</span>}
                  </span>
                  <Base.ItemIndicator>
                    <Check size={14} aria-hidden="true" className="text-accent" />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
