import { classNames } from '../class-names'

/** How much of what was promised is there: a bar, its two figures in words, and a mark for where it is heading. */
export function Gauge({
  label,
  value,
  max,
  mark,
  valueText,
  maxText,
  markText,
  tone = 'accent',
}: {
  label: string
  value: number
  max: number
  /** A projection on the same scale. */
  mark?: number
  valueText: string
  maxText: string
  markText?: string
  tone?: 'accent' | 'good' | 'warn' | 'bad'
}) {
  const share = (part: number) => (max <= 0 ? 1 : Math.min(1, Math.max(0, part / max))) * 100
  const fill = { accent: 'bg-accent', good: 'bg-good', warn: 'bg-warn', bad: 'bg-bad' }[tone]
  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between gap-3">
        <span className="text-muted">{label}</span>
        <span className="num">
          <span className="font-medium">{valueText}</span> <span className="text-faint">of {maxText}</span>
        </span>
      </div>
      <meter
        aria-label={label}
        min={0}
        max={Math.max(max, 1)}
        value={Math.min(Math.max(value, 0), Math.max(max, 1))}
        aria-valuetext={`${valueText} of ${maxText}${markText ? `, ${markText}` : ''}`}
        className="sr-only"
      />
      <div aria-hidden="true" className="relative h-2 rounded-full bg-hover">
        <div className={classNames('h-full rounded-full', fill)} style={{ width: `${share(value)}%` }} />
        {mark !== undefined && (
          <span
            className="absolute -inset-y-0.5 w-0.5 rounded bg-ink"
            style={{ left: `calc(${share(mark)}% - 1px)` }}
          />
        )}
      </div>
      {markText && <p className="mt-1 text-xs text-muted">{markText}</p>}
    </div>
  )
}
