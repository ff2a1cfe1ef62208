'use client'
import { ChevronDown, X } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { type Option, OptionList, useOptionKeys, useOptions } from './combobox-list'
import { type ControlProps, useControl } from './field-context'
import { Spinner } from './spinner'
import { controlClasses } from './text-input'

export type { Option } from './combobox-list'

const buttonClasses =
  'inline-flex size-6 items-center justify-center rounded hover:bg-hover hover:text-ink disabled:opacity-50'

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
  const id = useId()
  const anchor = useRef<HTMLSpanElement>(null)
  const input = useRef<HTMLInputElement | null>(null)
  const [open, setOpen] = useState(false)
  /** What is typed; null while the choice itself stands there. */
  const [typed, setTyped] = useState<string | null>(null)
  const [known, setKnown] = useState<Option | null>(initial ?? null)
  const text = typed ?? ''
  const { options, pending, failed } = useOptions(search, text.trim(), open)
  // A form that was emptied takes its choice back.
  const chosen = known !== null && known.value === control.value ? known : null
  const choose = (option: Option | null) => {
    setKnown(option)
    control.setValue(option?.value ?? '')
    onOption?.(option)
  }
  const close = () => {
    setOpen(false)
    setTyped(null)
  }
  const pick = (option: Option) => {
    choose(option)
    close()
  }
  const show = () => {
    input.current?.focus()
    setOpen(true)
  }
  const keys = useOptionKeys({ id, options, open, setOpen: next => (next ? setOpen(true) : close()), pick })
  return (
    <span ref={anchor} className="relative block">
      <input
        {...control.aria}
        {...keys.aria}
        type="text"
        id={control.id}
        ref={element => {
          input.current = element
          control.ref?.(element)
        }}
        disabled={control.disabled}
        placeholder={placeholder ?? 'Search…'}
        value={typed ?? chosen?.label ?? ''}
        onChange={event => {
          setTyped(event.target.value)
          keys.setActive(0)
          setOpen(true)
          if (event.target.value === '' && chosen) choose(null)
        }}
        onClick={() => setOpen(true)}
        onFocus={event => event.target.select()}
        onKeyDown={keys.onKeyDown}
        onBlur={() => control.onBlur()}
        className={`${controlClasses} pr-16`}
      />
      <span className="absolute inset-y-0 right-1 flex items-center text-faint">
        {pending && <Spinner className="mr-1" />}
        {clearable && chosen && (
          <button
            type="button"
            aria-label="Clear"
            disabled={control.disabled}
            onClick={() => {
              choose(null)
              setTyped(null)
              input.current?.focus()
            }}
            className={buttonClasses}
          >
            <X size={14} aria-hidden="true" />
          </button>
        )}
        <button
          type="button"
          tabIndex={-1}
          aria-label="Show the choices"
          disabled={control.disabled}
          onClick={() => (open ? close() : show())}
          className={buttonClasses}
        >
          <ChevronDown size={15} aria-hidden="true" />
        </button>
      </span>
      {open && (
        <OptionList
          id={id}
          anchor={anchor}
          text={text}
          options={options}
          pending={pending}
          failed={failed}
          at={keys.at}
          chosen={chosen ? [chosen.value] : []}
          onHover={keys.setActive}
          onPick={pick}
          onClose={close}
        />
      )}
    </span>
  )
}
