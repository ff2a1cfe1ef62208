'use client'
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { classNames } from '../class-names'

/** What one group of bars says: its name, and a value for each series. */
export type Reading = { key: string; label: string; cells: string[] }

const back = (at: number) => at - 1
const on = (at: number) => at + 1
/** Where each key leads from one group; -1 stands before the first. */
const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ...{ ArrowLeft: back, ArrowDown: back, ArrowRight: on, ArrowUp: on },
  Home: () => 0,
  End: (_at, last) => last,
}

/**
 * Over bars that are too slim for a finger, on a phone and wherever there is no pointer to hover with: the bars under a
 * touch say their values, also while it slides along. With keys the arrows move.
 */
export function BarReader({
  label,
  series,
  readings,
  height,
}: {
  label: string
  series: string[]
  readings: Reading[]
  height: number
}) {
  const [at, setAt] = useState<number | null>(null)
  const last = readings.length - 1
  const shown = at === null ? undefined : readings[at]
  const read = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const share = (event.clientX - left) / width
    setAt(Math.max(0, Math.min(last, Math.floor(share * readings.length))))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moves[event.key]?.(at ?? -1, last)
    if (next === undefined) return
    event.preventDefault()
    setAt(Math.max(0, Math.min(last, next)))
  }
  const words = (reading: Reading) =>
    `${reading.label}: ${series.map((name, index) => `${name} ${reading.cells[index]}`).join(', ')}`
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={readings.length}
      aria-valuenow={(at ?? 0) + 1}
      aria-valuetext={shown ? words(shown) : 'No bar chosen'}
      onPointerDown={read}
      onPointerMove={event => event.buttons > 0 && read(event)}
      onKeyDown={onKeyDown}
      onBlur={() => setAt(null)}
      className="absolute inset-x-0 top-0 hidden touch-pan-y rounded-sm max-sm:block pointer-coarse:block"
      style={{ height }}
    >
      {shown && at !== null && (
        <span aria-hidden="true">
          <span
            className="absolute inset-y-0 bg-ink/10"
            style={{ left: `${(at / readings.length) * 100}%`, width: `${100 / readings.length}%` }}
          />
          <span
            className={classNames(
              'floating absolute bottom-full z-20 mb-1 w-max max-w-full px-2.5 py-1.5 text-xs',
              at > last / 2 ? 'right-0' : 'left-0',
            )}
          >
            <span className="mb-0.5 block font-medium">{shown.label}</span>
            {series.map((name, index) => (
              <span key={name} className="num flex justify-between gap-4 text-muted">
                {name} <span className="text-ink">{shown.cells[index]}</span>
              </span>
            ))}
          </span>
        </span>
      )}
    </div>
  )
}
