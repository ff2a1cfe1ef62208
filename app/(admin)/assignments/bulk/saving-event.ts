import type { ActionResult } from '@/lib/action-result'
import type { AppliedBulk } from '@/lib/bulk/mutations'

/** What the browser is told while a bulk change is saved, one a line. The last is `done` or `refused`. */
export type SavingEvent =
  | { type: 'progress'; done: number; total: number }
  | { type: 'done'; data: AppliedBulk }
  | { type: 'refused'; result: Extract<ActionResult<AppliedBulk>, { ok: false }> }
