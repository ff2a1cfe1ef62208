import { plural } from '@/components/ui/figure/number'
import type { ListedRun } from '@/lib/billing-runs/read/runs'
import { calendarDateText } from '@/lib/date-text'

const doors: Record<string, string> = {
  app: 'A former user',
  'command line': 'Command line',
  schedule: 'Schedule',
  api: 'API',
}

/** Who or what started a run. */
export function starterOf(run: Pick<ListedRun, 'startedBy' | 'startedFrom'>): string {
  return run.startedBy ?? doors[run.startedFrom] ?? run.startedFrom
}

type Scope = Pick<
  ListedRun,
  'customer' | 'customerId' | 'customerCount' | 'packageCount' | 'catalogueOn' | 'managerId' | 'manager'
>

/** Which customers a run covers, in words. */
export function customersOf(run: Scope): string {
  if (run.customerId !== null) return run.customer ?? `Customer ${run.customerId}`
  if (run.customerCount > 0) return plural(run.customerCount, 'customer')
  return run.managerId === null ? 'All customers' : `Customers of ${run.manager ?? 'one manager'}`
}

/** Whom and what a run covers, in words. `3 customers · 2 packages · prices of 23 Nov 2026`. */
export function scopeOf(run: Scope): string {
  return [
    customersOf(run),
    run.packageCount > 0 ? plural(run.packageCount, 'package') : '',
    run.catalogueOn === null ? '' : `prices of ${calendarDateText(run.catalogueOn)}`,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** Seconds as people say them. `durationText(95)` is `1 min 35 s`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (seconds > 0 && whole === 0) return 'under a second'
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes} min ${whole % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** Milliseconds of a part of a run. `partText(1234)` is `1.2 s`. */
export function partText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  return milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)} s` : durationText(milliseconds / 1000)
}
