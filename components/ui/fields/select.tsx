'use client'
import { ChevronDown } from 'lucide-react'
import { startTransition, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { classNames } from '../class-names'
import { type ControlProps, useControl } from '../form/field-context'
import { whenIdle } from '../overlay/when-idle'
import { controlClasses } from './text-input'

export type SelectOption = { value: string; label: string; group?: string; disabled?: boolean }

function Options({ options }: { options: SelectOption[] }) {
  return options.map(option => (
    <option key={option.value} value={option.value} disabled={option.disabled}>
      {option.label}
    </option>
  ))
}

/** From here on a list is drawn after the page: hundreds of time zones would hold up all that stands around them. */
const longFrom = 50

/** Whether all options are drawn: of a long list only once the page is at rest, or `fill` was called because a hand is near. */
function useFilled(length: number) {
  const [isFilled, setFilled] = useState(length < longFrom)
  useEffect(() => {
    if (!isFilled) return whenIdle(() => startTransition(() => setFilled(true)))
  }, [isFilled])
  const fill = () => {
    if (!isFilled) flushSync(() => setFilled(true))
  }
  return { isFilled, fill }
}

/** One of a list: the browser's own, so that it is a wheel on a phone and types ahead on a keyboard. */
export function Select({
  options,
  placeholder,
  className,
  ...props
}: ControlProps<string> & { options: SelectOption[]; placeholder?: string; className?: string }) {
  const { ref, ...control } = useControl(props, '')
  const { isFilled, fill } = useFilled(options.length)
  const drawn = isFilled ? options : options.filter(option => option.value === control.value)
  const groups = [...new Set(drawn.flatMap(option => option.group ?? []))]
  return (
    <span className={classNames('relative block', className)}>
      <select
        {...control.aria}
        id={control.id}
        name={control.name}
        ref={ref}
        disabled={control.disabled}
        value={control.value}
        onChange={event => control.setValue(event.target.value)}
        onBlur={control.onBlur}
        onPointerDown={fill}
        onKeyDown={fill}
        className={classNames(
          controlClasses,
          'picker appearance-none pr-8',
          control.value === '' && placeholder && 'text-faint',
        )}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        <Options options={drawn.filter(option => !option.group)} />
        {groups.map(group => (
          <optgroup key={group} label={group}>
            <Options options={drawn.filter(option => option.group === group)} />
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
