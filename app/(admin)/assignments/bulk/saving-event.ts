import type { AppliedBulk } from '@/lib/bulk/write/apply'
import type { ActionResult } from '@/lib/http/action-result'

/** What the browser is told while a bulk change is saved, one a line. The last is `done` or `refused`. */
export type SavingEvent =
  | { type: 'progress'; done: number; total: number }
  | { type: 'done'; data: AppliedBulk }
  | { type: 'refused'; result: Extract<ActionResult<AppliedBulk>, { ok: false }> }
