import { calendarDateText } from '@/components/ui/calendar-date'
import type { ListedRun } from '@/lib/billing-runs/queries'
import { modeWords } from '@/lib/billing-runs/words'
import { scopeOf } from '../run-words'

/** A run in a list of choices. */
export function runOption(run: ListedRun): { value: string; label: string } {
  const label = `Run #${run.id} · ${modeWords[run.mode]} through ${calendarDateText(run.throughOn)} · ${scopeOf(run)}`
  return { value: String(run.id), label }
}
