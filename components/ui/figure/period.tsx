import { periodText } from '@/lib/date-text'

/** The one way a period is shown; `to` is the first day that is not part of it. */
export function Period({ from, to }: { from: string; to: string | null }) {
  return <span className="num">{periodText(from, to)}</span>
}
