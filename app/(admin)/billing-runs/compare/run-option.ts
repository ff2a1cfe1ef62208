import { modeWords } from '@/lib/billing-runs/labels'
import type { ListedRun } from '@/lib/billing-runs/read/runs'
import { calendarDateText } from '@/lib/date-text'
import { scopeOf } from '../run-labels'

/** A run in a list of choices. */
export function runOption(run: ListedRun): { value: string; label: string } {
  const label = `Run #${run.id} · ${modeWords[run.mode]} through ${calendarDateText(run.throughOn)} · ${scopeOf(run)}`
  return { value: String(run.id), label }
}
