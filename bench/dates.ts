/** Billing dates: "which dates has this rule in this month, for a rule nine years old", beside peers and a limit. */
import rrule from 'rrule'
import { datesBetween } from '@/lib/billing/schedule'
import type { Schedule } from '@/lib/billing/terms'
import { type CalendarDate, toDay } from '@/lib/calendar-date'
import { type Measured, measure } from './measure'

const { RRule } = rrule

const start: CalendarDate = '2017-03-05'
const from = toDay('2026-03-01')
const before = toDay('2026-04-01')
const year: number = 2026
const month: number = 3

const schedules: Schedule[] = [
  { frequency: 'monthly', every: 1, match: [15, 31] },
  { frequency: 'monthly', every: 1, match: [1] },
  { frequency: 'weekly', every: 1, match: [1, 4] },
  { frequency: 'monthly', every: 3, match: [28] },
  { frequency: 'yearly', every: 1, match: [331, 930] },
]

const leaps = (y: number) => Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The least that could answer: this month's dates by integers alone, without Date, anniversaries, every N or ranges. */
function bareLoop(schedule: Schedule): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const length = month === 2 && isLeap ? 29 : (lengths[month - 1] ?? 0)
  let first = (year - 1) * 365 + leaps(year - 1) - 719_162
  for (let m = 0; m < month - 1; m += 1) first += m === 1 && isLeap ? 29 : (lengths[m] ?? 0)
  const found: number[] = []
  for (const match of schedule.match) {
    if (schedule.frequency === 'weekly') {
      for (let day = first + ((match + 6 - ((first + 3) % 7)) % 7); day < first + length; day += 7)
        found.push(day)
    } else if (schedule.frequency === 'yearly') {
      if (Math.floor(match / 100) === month) found.push(first + Math.min(match % 100, length) - 1)
    } else {
      const date = first + Math.min(match, length) - 1
      if (found[found.length - 1] !== date) found.push(date)
    }
  }
  return found.length
}

const recurrences = [
  new RRule({ freq: RRule.MONTHLY, bymonthday: [15, 31], dtstart: new Date(`${start}T00:00:00Z`) }, true),
  new RRule({ freq: RRule.MONTHLY, bymonthday: [1], dtstart: new Date(`${start}T00:00:00Z`) }, true),
  new RRule({ freq: RRule.WEEKLY, byweekday: [0, 3], dtstart: new Date(`${start}T00:00:00Z`) }, true),
  new RRule(
    { freq: RRule.MONTHLY, interval: 3, bymonthday: [28], dtstart: new Date(`${start}T00:00:00Z`) },
    true,
  ),
  new RRule(
    { freq: RRule.YEARLY, bymonth: [3, 9], bymonthday: [30, 31], dtstart: new Date(`${start}T00:00:00Z`) },
    true,
  ),
]
const fromDate = new Date('2026-03-01T00:00:00Z')
const beforeDate = new Date('2026-03-31T23:59:59Z')

let kept = 0

/** Rules answered per second: OpenMRC, the bare loop (the limit) and rrule (the peer). */
export function benchDates(): Measured[] {
  const startDay = toDay(start)
  const many = (times: number, answer: (place: number) => number) => () => {
    for (let i = 0; i < times; i += 1)
      for (let place = 0; place < schedules.length; place += 1) kept += answer(place)
    return times * schedules.length
  }
  return measure([
    {
      name: 'OpenMRC',
      work: many(2_000, place => {
        const schedule = schedules[place]
        return schedule ? datesBetween(schedule, startDay, from, before).length : 0
      }),
    },
    {
      name: 'bare integer loop',
      work: many(2_000, place => {
        const schedule = schedules[place]
        return schedule ? bareLoop(schedule) : 0
      }),
    },
    {
      name: 'rrule',
      work: many(5, place => recurrences[place]?.between(fromDate, beforeDate, true).length ?? 0),
    },
  ])
}

/** Keeps the answers alive, so that no engine leaves the work out. */
export const answersKept = (): number => kept
