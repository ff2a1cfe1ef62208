'use client'
import { ChevronDown } from 'lucide-react'
import { classNames } from './class-names'
import { type ControlProps, useControl } from './field-context'
import { controlClasses } from './text-input'

export type SelectOption = { value: string; label: string; group?: string; disabled?: boolean }

function Options({ options }: { options: SelectOption[] }) {
  return options.map(option => (
    <option key={option.value} value={option.value} disabled={option.disabled}>
      {option.label}
    </option>
  ))
}

/** One of a short list: the browser's own, so that it is a wheel on a phone and types ahead on a keyboard. */
export function Select({
  options,
  placeholder,
  className,
  ...props
}: ControlProps<string> & { options: SelectOption[]; placeholder?: string; className?: string }) {
  const control = useControl(props, '')
  const groups = [...new Set(options.flatMap(option => option.group ?? []))]
  return (
    <span className={classNames('relative block', className)}>
      <select
        {...control.aria}
        id={control.id}
        name={control.name}
        ref={control.ref}
        disabled={control.disabled}
        value={control.value}
        onChange={event => control.setValue(event.target.value)}
        onBlur={control.onBlur}
        className={classNames(
          controlClasses,
          'picker appearance-none pr-8',
          control.value === '' && placeholder && 'text-faint',
        )}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        <Options options={options.filter(option => !option.group)} />
        {groups.map(group => (
          <optgroup key={group} label={group}>
            <Options options={options.filter(option => option.group === group)} />
          </optgroup>
        ))}
      </select>
      <ChevronDown
        size={15}
        aria-hidden="true"
        className="pointer-events-none absolute top-2 right-2.5 text-faint"
      />
    </span>
  )
}
