'use client'
import { useRef } from 'react'
import type { PopoverProps } from '../overlay/popover-box'
import { PopoverBox } from '../overlay/popover-box'
import { Calendar } from './calendar'

export type DatePickerProps = Pick<PopoverProps, 'open' | 'onOpenChange' | 'anchor'> & {
  value: string
  today?: string
  min?: string
  max?: string
  onPick: (date: string) => void
}

/** The calendar that a `DateInput` opens. */
export function DatePicker({ open, onOpenChange, anchor, onPick, ...calendar }: DatePickerProps) {
  const month = useRef<HTMLDivElement>(null)
  return (
    <PopoverBox
      open={open}
      onOpenChange={onOpenChange}
      anchor={anchor}
      align="end"
      label="Pick a date"
      initialFocus={() => month.current?.querySelector<HTMLElement>('[data-date][tabindex="0"]') ?? null}
    >
      <div ref={month}>
        <Calendar
          {...calendar}
          onPick={date => {
            onPick(date)
            onOpenChange(false)
          }}
        />
      </div>
    </PopoverBox>
  )
}
