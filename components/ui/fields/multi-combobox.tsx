'use client'
import { Combobox as Base } from '@base-ui/react/combobox'
import { X } from 'lucide-react'
import { useState } from 'react'
import { type ControlProps, useControl } from '../form/field-context'
import { Spinner } from '../spinner'
import { type Option, OptionList, useOptions } from './combobox-list'

const chipClasses =
  'flex h-6 max-w-full min-w-0 items-center gap-1 rounded bg-sunken pr-0.5 pl-2 text-ink data-[highlighted]:bg-hover'
const removeClasses =
  'inline-flex size-5 shrink-0 items-center justify-center rounded text-faint hover:bg-hover hover:text-ink'

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
  const { ref, ...control } = useControl<string[]>(props, [])
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [known, setKnown] = useState<readonly Option[]>(initial)
  const { options, pending, failed } = useOptions(search, text.trim(), open)
  const chosen = known.filter(option => control.value.includes(option.value))
  const named = new Set(chosen.map(option => option.value))
  const nameless = control.value.filter(value => !named.has(value))
  return (
    <Base.Root
      multiple
      items={options}
      filter={null}
      value={chosen}
      onValueChange={picked => {
        setKnown(picked)
        setText('')
        control.setValue([...nameless, ...picked.map(option => option.value)])
      }}
      itemToStringLabel={(option: Option) => option.label}
      itemToStringValue={(option: Option) => option.value}
      isItemEqualToValue={(a: Option, b: Option) => a.value === b.value}
      inputValue={text}
      onInputValueChange={(next, details) => setText(details.reason === 'input-change' ? next : '')}
      open={open}
      onOpenChange={setOpen}
      disabled={control.disabled}
      autoHighlight
    >
      <Base.Chips className="flex max-h-40 min-h-8 w-full flex-wrap items-center gap-1 overflow-y-auto rounded-md border border-line-strong bg-surface px-1 py-0.75 shadow-control transition-colors focus-within:border-focus hover:border-faint has-[[aria-invalid]]:border-bad">
        {nameless.length > 0 && (
          <span className={chipClasses}>
            <span className="truncate">{many(nameless.length)}</span>
            <button
              type="button"
              aria-label={`Remove ${many(nameless.length)}`}
              className={removeClasses}
              onClick={() => control.setValue(chosen.map(option => option.value))}
            >
              <X size={13} aria-hidden="true" />
            </button>
          </span>
        )}
        {chosen.map(option => (
          <Base.Chip key={option.value} aria-label={option.label} className={chipClasses}>
            <span className="truncate" title={option.label}>
              {option.label}
            </span>
            <Base.ChipRemove aria-label={`Remove ${option.label}`} className={removeClasses}>
              <X size={13} aria-hidden="true" />
            </Base.ChipRemove>
          </Base.Chip>
        ))}
        <Base.Input
          {...control.aria}
          // While the list is open everything beside it is hidden, the label too; a reference still finds it.
          aria-labelledby={control.labelId}
          id={control.id}
          ref={ref}
          placeholder={control.value.length === 0 ? (placeholder ?? 'Search…') : 'Add another'}
          onBlur={control.onBlur}
          onKeyDown={event => {
            // With the list closed it is the panel's: it must not empty the field.
            if (event.key === 'Escape' && !open) event.preventBaseUIHandler()
          }}
          className="h-6 min-w-24 flex-1 bg-transparent px-1.5 outline-none placeholder:text-faint"
        />
        {pending && <Spinner className="mr-1 text-faint" />}
      </Base.Chips>
      <OptionList text={text} options={options} pending={pending} failed={failed} />
    </Base.Root>
  )
}
