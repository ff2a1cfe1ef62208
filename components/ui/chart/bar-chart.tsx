import { classNames } from '../class-names'
import { BarReader } from './bar-reader'
import { ChartFrame } from './chart-frame'

export const chartFills = {
  1: 'fill-chart-1',
  2: 'fill-chart-2',
  3: 'fill-chart-3',
  4: 'fill-chart-4',
} as const
const swatches = { 1: 'bg-chart-1', 2: 'bg-chart-2', 3: 'bg-chart-3', 4: 'bg-chart-4' } as const

export type Series = { key: string; label: string; tone?: keyof typeof chartFills }
export type Group = { key: string; label: string; short?: string }

const height = 148
const axis = 22
const top = 8

/** A round number at or above `value`, whose half is round too. `roundUp(1130)` is 1200. */
export function roundUp(value: number): number {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return (
    [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].map(step => step * power).find(step => step >= value) ?? value
  )
}

type Bars = {
  groups: Group[]
  series: Series[]
  values: Record<string, Record<string, number>>
  kind: 'stacked' | 'grouped'
}

/** Offsets and lengths as shares of the whole, 0 to 1, for every bar of one group. */
function barsOf({ series, values, kind }: Bars, group: Group, most: number) {
  let base = 0
  return series.map((one, index) => {
    const length = Math.max(0, values[group.key]?.[one.key] ?? 0) / most
    const bar = { ...one, index, base: kind === 'stacked' ? base : 0, length }
    base += length
    return bar
  })
}

function mostOf({ groups, series, values, kind }: Bars): number {
  const sums = groups.map(group => {
    const lengths = series.map(one => values[group.key]?.[one.key] ?? 0)
    return kind === 'stacked' ? lengths.reduce((sum, length) => sum + length, 0) : Math.max(0, ...lengths)
  })
  return roundUp(Math.max(0, ...sums))
}

/**
 * Amounts per day or month as bars, drawn on the server. Every group can be reached by Tab and pointer, or by a finger that
 * slides along, and then says its values; the same figures are a table one click away. Numbers are drawn, never summed: hand
 * in what is to be shown.
 */
export function BarChart({
  label,
  groups,
  series,
  values,
  format = String,
  kind = 'stacked',
}: {
  label: string
  groups: Group[]
  series: Series[]
  values: Record<string, Record<string, number>>
  format?: (value: number) => string
  kind?: 'stacked' | 'grouped'
}) {
  const bars: Bars = { groups, series, values, kind }
  const most = mostOf(bars)
  const slot = 100 / Math.max(1, groups.length)
  const gutter = `${Math.max(format(most).length, format(most / 2).length) * 0.44 + 0.5}rem`
  const every = Math.ceil(groups.length / 12)
  const rows = groups.map(group => ({
    key: group.key,
    label: group.label,
    cells: series.map(one => format(values[group.key]?.[one.key] ?? 0)),
  }))
  return (
    <ChartFrame label={label} columns={series.map(one => one.label)} rows={rows}>
      {series.length > 1 && (
        <ul className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
          {series.map((one, index) => (
            <li key={one.key} className="flex items-center gap-1.5">
              <span
                aria-hidden="true"
                className={classNames('size-2.5 rounded-xs', swatches[toneOf(one, index)])}
              />
              {one.label}
            </li>
          ))}
        </ul>
      )}
      <div className="relative">
        <Scale most={most} format={format} />
        <div className="relative flex" style={{ height: height + axis, marginLeft: gutter }}>
          {groups.map((group, at) => (
            <GroupBars
              key={group.key}
              name={group.label}
              short={at % every === 0 ? (group.short ?? group.label) : ''}
              isOnPhone={at % (every * 2) === 0}
              side={slot * at > 45 ? 'right-0' : 'left-0'}
              grouped={kind === 'grouped'}
              bars={barsOf(bars, group, most)}
              lines={series.map(one => [one.label, format(values[group.key]?.[one.key] ?? 0)])}
            />
          ))}
          <BarReader label={label} series={series.map(one => one.label)} readings={rows} height={height} />
        </div>
      </div>
    </ChartFrame>
  )
}

function toneOf(series: Series, index: number): keyof typeof chartFills {
  const order = [1, 2, 3, 4] as const
  return series.tone ?? order[index % order.length] ?? 1
}

function Scale({ most, format }: { most: number; format: (value: number) => string }) {
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-x-0 top-0" style={{ height }}>
      {[1, 0.5, 0].map(share => (
        <div
          key={share}
          className="absolute inset-x-0 border-t border-line"
          style={{ top: top + (height - top) * (1 - share) }}
        >
          {share > 0 && (
            <span className="num absolute top-0 left-0 text-[0.6875rem] leading-4 text-faint">
              {format(most * share)}
            </span>
          )}
        </div>
      ))}
    </div>
  )
}

type DrawnBar = ReturnType<typeof barsOf>[number]

function GroupBars({
  name,
  short,
  isOnPhone,
  side,
  grouped,
  bars,
  lines,
}: {
  name: string
  short: string
  /** Whether the short name has room in a narrow window as well. */
  isOnPhone: boolean
  side: string
  grouped: boolean
  bars: DrawnBar[]
  lines: string[][]
}) {
  const room = height - top
  const width = grouped ? 100 / Math.max(1, bars.length) : 100
  const words = `${name}: ${lines.map(line => line.join(' ')).join(', ')}`
  return (
    <button
      type="button"
      aria-label={words}
      // For a finger they are too thin: there `BarReader` takes the presses, and the bars are only seen.
      className="group/bar relative min-w-0 flex-1 cursor-default rounded-sm focus-visible:-outline-offset-1 max-sm:invisible pointer-coarse:invisible"
    >
      <span
        aria-hidden="true"
        className="absolute inset-x-0 top-0 block rounded-sm group-hover/bar:bg-hover"
        style={{ height }}
      />
      <svg
        aria-hidden="true"
        className="visible absolute inset-x-[12%] top-0 w-[76%]"
        height={height}
        preserveAspectRatio="none"
        viewBox={`0 0 100 ${height}`}
      >
        {bars.map(bar =>
          bar.length > 0 ? (
            <rect
              key={bar.key}
              x={grouped ? bar.index * width + 2 : 0}
              width={grouped ? width - 4 : 100}
              y={height - (bar.base + bar.length) * room}
              height={Math.max(1, bar.length * room)}
              className={chartFills[toneOf(bar, bar.index)]}
            />
          ) : null,
        )}
      </svg>
      <span
        aria-hidden="true"
        className={classNames(
          'visible num absolute inset-x-0 bottom-0 h-4 overflow-visible text-center text-[0.6875rem] leading-4 text-faint',
          !isOnPhone && 'max-sm:hidden',
        )}
      >
        {short}
      </span>
      <span
        aria-hidden="true"
        className={classNames(
          'floating pointer-events-none invisible absolute bottom-full z-20 mb-1 w-max px-2.5 py-1.5 text-left text-xs',
          'group-hover/bar:visible group-focus-visible/bar:visible',
          side,
        )}
      >
        <span className="mb-0.5 block font-medium">{name}</span>
        {lines.map(([term, value]) => (
          <span key={term} className="num flex justify-between gap-4 text-muted">
            {term} <span className="text-ink">{value}</span>
          </span>
        ))}
      </span>
    </button>
  )
}
