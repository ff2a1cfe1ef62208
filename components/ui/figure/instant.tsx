/** A moment as a clock in `timeZone` shows it: `15 Mar 2026, 04:12`. `instantText(new Date(0), 'UTC')` is `1 Jan 1970, 00:00`. */
export function instantText(at: Date | string, timeZone: string, seconds = false): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: seconds ? '2-digit' : undefined,
    hourCycle: 'h23',
  }).formatToParts(new Date(at))
  const part = (type: string) => parts.find(p => p.type === type)?.value ?? ''
  // en-GB writes "Sept"; the dates beside it write "Sep".
  const date = `${part('day')} ${part('month').slice(0, 3)} ${part('year')}`
  return `${date}, ${part('hour')}:${part('minute')}${seconds ? `:${part('second')}` : ''}`
}

/** A moment in the billing time zone, with the zone in the title. */
export function Instant({
  at,
  timeZone,
  seconds,
}: {
  at: Date | string | null | undefined
  timeZone: string
  seconds?: boolean
}) {
  if (!at) return <span className="text-faint">—</span>
  const moment = new Date(at)
  return (
    <time
      dateTime={moment.toISOString()}
      title={`${instantText(moment, timeZone, true)} ${timeZone}`}
      className="num"
    >
      {instantText(moment, timeZone, seconds)}
    </time>
  )
}
