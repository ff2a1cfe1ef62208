function percentOf(value: number, max: number): number {
  return max === 0 ? 100 : Math.min(100, (value / max) * 100)
}

/** How far something is. Without `max` it is only busy. The text is announced politely as it changes. */
export function Progress({
  label,
  value,
  max,
  text,
}: {
  label: string
  value?: number
  max?: number
  text?: string
}) {
  const known = max !== undefined && value !== undefined
  const percent = known ? percentOf(value, max) : 0
  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between gap-3">
        <span className="font-medium">{label}</span>
        <span className="num text-muted" aria-live="polite">
          {text ?? (known ? `${Math.floor(percent)} %` : '')}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={known ? 0 : undefined}
        aria-valuemax={known ? max : undefined}
        aria-valuenow={known ? value : undefined}
        aria-valuetext={text}
        className="h-1.5 overflow-hidden rounded-full bg-hover"
      >
        {known ? (
          <div
            className="h-full rounded-full bg-accent transition-[width] duration-300"
            style={{ width: `${percent}%` }}
          />
        ) : (
          <div className="h-full w-1/3 animate-pulse rounded-full bg-accent" />
        )}
      </div>
    </div>
  )
}
