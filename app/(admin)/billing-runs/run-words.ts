import type { ListedRun } from '@/lib/billing-runs/queries'

const doors: Record<string, string> = {
  app: 'Somebody who is no longer here',
  'command line': 'Command line',
  schedule: 'Schedule',
  api: 'API',
}

/** Who or what started a run. */
export function starterOf(run: Pick<ListedRun, 'startedBy' | 'startedFrom'>): string {
  return run.startedBy ?? doors[run.startedFrom] ?? run.startedFrom
}

/** Which customers a run covers, in words. */
export function scopeOf(run: Pick<ListedRun, 'customer' | 'customerId' | 'managerId' | 'manager'>): string {
  if (run.customerId !== null) return run.customer ?? `Customer ${run.customerId}`
  return run.managerId === null ? 'All customers' : `Customers of ${run.manager ?? 'one manager'}`
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
