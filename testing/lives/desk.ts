/** What the steps of the reference write on, and what their judges share. */
import { type Day, toDay } from '@/lib/calendar-date'
import type { AssignedLife, Package } from './life'
import type { SpendOf } from './plan'
import { Refused } from './steps'

export type Desk = {
  seq: number
  readonly packages: Map<string, Package>
  readonly lives: AssignedLife[]
  readonly byName: Map<string, AssignedLife>
  readonly spendOf: SpendOf
  lifeOf(name: string): AssignedLife
}

export function refuseIf(wrong: boolean, sentence: string): void {
  if (wrong) throw new Refused(sentence)
}

export const dayOr = (text: string | null | undefined, other: Day): Day => (text ? toDay(text) : other)

export function packageOf(desk: Desk, code: string): Package {
  const found = desk.packages.get(code)
  if (!found) throw new Refused(`there is no package ${code}`)
  return found
}
