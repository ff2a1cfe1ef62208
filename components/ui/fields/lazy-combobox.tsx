'use client'
import { ChevronDown } from 'lucide-react'
import { type ComponentType, useRef, useState } from 'react'
import { useControl } from '../form/field-context'
import type { ComboboxProps } from './combobox'
import { controlClasses } from './text-input'

type Loaded = ComponentType<ComboboxProps & { begun?: boolean | 'open' }>

/** Null if it could not be fetched: it is asked for again at the next chance. */
const load = (): Promise<Loaded | null> =>
  import('./combobox').then(
    file => file.Combobox,
    () => null,
  )

function typeInto(input: HTMLInputElement, text: string): void {
  // React hears of a value only where its own setter was not asked.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text)
  input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }))
}

/**
 * A `Combobox` whose code comes when somebody is near: where one stands on a page itself, or is seldom needed in a form.
 * Until then it is an input that looks like it; what was typed there is typed on.
 */
export function LazyCombobox(props: ComboboxProps) {
  const [Combobox, setCombobox] = useState<Loaded | null>(null)
  const { ref, ...control } = useControl(props, '')
  const [isIn, setIn] = useState(false)
  const [isPressed, setPressed] = useState(false)
  const [typed, setTyped] = useState<string>()
  const isTypedOn = useRef(false)
  const chosen = props.initial?.value === control.value ? props.initial.label : ''
  if (Combobox && (isIn || control.value)) {
    const typeOn = (place: HTMLElement | null) => {
      const input = place?.querySelector('input')
      if (!input || typed === undefined || isTypedOn.current) return
      isTypedOn.current = true
      queueMicrotask(() => typeInto(input, typed))
    }
    return (
      <span ref={typeOn} className="contents">
        <Combobox {...props} begun={isIn && (isPressed ? 'open' : true)} />
      </span>
    )
  }
  return (
    <span className="relative block">
      <input
        {...control.aria}
        type="text"
        role="combobox"
        aria-expanded={false}
        aria-haspopup="listbox"
        autoComplete="off"
        id={control.id}
        ref={ref}
        disabled={control.disabled}
        placeholder={props.placeholder ?? 'Search…'}
        value={typed ?? chosen}
        onPointerEnter={() => void load()}
        onPointerDown={() => setPressed(true)}
        onFocus={event => {
          event.currentTarget.select()
          setIn(true)
          load().then(loaded => setCombobox(() => loaded))
        }}
        onChange={event => setTyped(event.target.value)}
        onBlur={() => {
          setIn(false)
          control.onBlur()
        }}
        className={`${controlClasses} pr-16`}
      />
      <ChevronDown
        size={15}
        aria-hidden="true"
        className="pointer-events-none absolute top-2 right-2.5 text-faint"
      />
    </span>
  )
}
