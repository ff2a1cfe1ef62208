'use client'
import { Combobox as Base } from '@base-ui/react/combobox'
import { ChevronDown, X } from 'lucide-react'
import { useState } from 'react'
import { type ControlProps, useControl } from '../form/field-context'
import { Spinner } from '../spinner'
import { type Option, OptionList, useOptions } from './combobox-list'
import { controlClasses } from './text-input'

export type { Option } from './combobox-list'

export type ComboboxProps = ControlProps<string> & {
  search: (text: string) => Promise<Option[]>
  /** The option that the first value stands for. */
  initial?: Option
  onOption?: (option: Option | null) => void
  placeholder?: string
  clearable?: boolean
}

/** One of many, searched on the server. The form holds the option's value; `onOption` gets the whole of it. */
export function Combobox({
  search,
  initial,
  onOption,
  placeholder,
  clearable = false,
  begun = false,
  ...props
}: ComboboxProps & {
  /** Takes the place of an input that somebody is in: it has the focus and is open. */
  begun?: boolean | 'open'
}) {
  const { ref, ...control } = useControl(props, '')
  const [open, setOpen] = useState(begun === 'open')
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
          ref={ref}
          autoFocus={begun !== false}
          placeholder={placeholder ?? 'Search…'}
          // What is typed now takes the place of what was chosen.
          onFocus={event => event.currentTarget.select()}
          onBlur={control.onBlur}
          onKeyDown={event => {
            // With the list closed it is the panel's: it must not empty the field.
            if (event.key === 'Escape' && !open) event.preventBaseUIHandler()
          }}
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
      <OptionList text={text} options={options} pending={pending} failed={failed} />
    </Base.Root>
  )
}
