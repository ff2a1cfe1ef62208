/** Which ends a book without SPEC 17's settlements can have: those that at most credit, and once. */
import { toDay } from '@/lib/calendar-date'
import { type AssignedLife, never, serviceNow } from './life'
import { settlementsOf } from './plan'
import type { EndStep } from './steps'

export function isAllowedEnd(life: AssignedLife, step: EndStep): boolean {
  const cut = step.E ? toDay(step.E) + 1 : never
  const typed = { ...serviceNow(life), seq: Number.MAX_SAFE_INTEGER, day: toDay(step.today), cut }
  const after = settlementsOf({ ...life, services: [...life.services, typed] })
  return after.every(due => due.kind === 'credit' && (life.settlements.get(due.start) ?? 0) === 0)
}
