import { instantText } from '@/lib/date-text'

/** The one way a moment is shown: in the billing time zone, which its title names. Null shows a dash. */
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
