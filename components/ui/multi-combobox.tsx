'use client'
import { X } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { type Option, OptionList, useOptionKeys, useOptions } from './combobox-list'
import { type ControlProps, useControl } from './field-context'
import { Spinner } from './spinner'

function Chip({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <span className="flex h-6 max-w-full min-w-0 items-center gap-1 rounded bg-sunken pr-0.5 pl-2 text-ink">
      <span className="truncate" title={label}>
        {label}
      </span>
      <button
        type="button"
        aria-label={`Remove ${label}`}
        onClick={onRemove}
        className="inline-flex size-5 shrink-0 items-center justify-center rounded text-faint hover:bg-hover hover:text-ink"
      >
        <X size={13} aria-hidden="true" />
      </button>
    </span>
  )
}

/** Several of many, searched on the server. The form holds the options' values; those that have no name here are one chip. */
export function MultiCombobox({
  search,
  initial = [],
  many,
  placeholder,
  ...props
}: ControlProps<string[]> & {
  search: (text: string) => Promise<Option[]>
  /** The options that first values stand for, where they are known by name. */
  initial?: readonly Option[]
  /** What chosen values without a name are called: "40 customers". */
  many: (count: number) => string
  placeholder?: string
}) {
  const control = useControl<string[]>(props, [])
  const id = useId()
  const anchor = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [known, setKnown] = useState(initial)
  const { options, pending, failed } = useOptions(search, text.trim(), open)
  const chosen = known.filter(option => control.value.includes(option.value))
  const named = new Set(chosen.map(option => option.value))
  const nameless = control.value.filter(value => !named.has(value))
  const change = (next: Option[]) => {
    setKnown(next)
    control.setValue([...nameless, ...next.map(option => option.value)])
  }
  const toggle = (option: Option) => {
    setText('')
    const others = chosen.filter(({ value }) => value !== option.value)
    change(others.length < chosen.length ? others : [...chosen, option])
  }
  const close = () => {
    setOpen(false)
    setText('')
  }
  const keys = useOptionKeys({
    id,
    options,
    open,
    setOpen: next => (next ? setOpen(true) : close()),
    pick: toggle,
  })
  return (
    <div
      ref={anchor}
      className="flex max-h-40 min-h-8 w-full flex-wrap items-center gap-1 overflow-y-auto rounded-md border border-line-strong bg-surface px-1 py-0.75 shadow-control transition-colors focus-within:border-focus hover:border-faint has-[[aria-invalid]]:border-bad"
    >
      {nameless.length > 0 && (
        <Chip
          label={many(nameless.length)}
          onRemove={() => control.setValue(chosen.map(option => option.value))}
        />
      )}
      {chosen.map(option => (
        <Chip key={option.value} label={option.label} onRemove={() => toggle(option)} />
      ))}
      <input
        {...control.aria}
        {...keys.aria}
        type="text"
        id={control.id}
        ref={control.ref}
        disabled={control.disabled}
        placeholder={control.value.length === 0 ? (placeholder ?? 'Search…') : 'Add another'}
        value={text}
        onChange={event => {
          setText(event.target.value)
          keys.setActive(0)
          setOpen(true)
        }}
        onClick={() => setOpen(true)}
        onKeyDown={event => {
          const last = chosen.at(-1)
          if (event.key === 'Backspace' && text === '' && last) toggle(last)
          keys.onKeyDown(event)
        }}
        onBlur={() => control.onBlur()}
        className="h-6 min-w-24 flex-1 bg-transparent px-1.5 outline-none placeholder:text-faint"
      />
      {pending && <Spinner className="mr-1 text-faint" />}
      {open && (
        <OptionList
          id={id}
          anchor={anchor}
          text={text}
          options={options}
          pending={pending}
          failed={failed}
          at={keys.at}
          chosen={chosen.map(option => option.value)}
          onHover={keys.setActive}
          onPick={toggle}
          onClose={close}
        />
      )}
    </div>
  )
}
