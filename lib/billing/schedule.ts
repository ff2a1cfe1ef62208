/**
 * Which dates are billing dates. Integer arithmetic on `Day`; every date is computed from the start, never from the date
 * before it, so that 31 -> 28 -> 31 cannot drift. Rules: docs/billing.md, "Billing dates".
 */
import { civilOf, type Day, dayOf, daysInMonth, weekdayOf } from '../calendar-date'
import type { Frequency, Schedule } from './terms'

/** A schedule bound to a start: `origin` is the start's day, week, month or year, from which every N is counted. */
export type Rule = {
  readonly frequency: Frequency
  readonly every: number
  /** Sorted ISO weekdays, days of the month or month x 100 + day; never empty where the frequency uses it. */
  readonly match: readonly number[]
  readonly origin: number
  readonly start: Day
}

/** Weeks since the one that holds 1970-01-01; weeks start on Monday. */
const weekOf = (day: Day): number => Math.floor((day + 3) / 7)

function monthOf(day: Day): number {
  const { year, month } = civilOf(day)
  return year * 12 + month - 1
}

/** Binds a schedule to the start of an assignment. An empty match becomes the anniversary: the start's weekday, day or month-day. */
export function ruleOf(schedule: Schedule, start: Day): Rule {
  const { frequency, every } = schedule
  const anniversary = schedule.match.length === 0
  switch (frequency) {
    case 'weekly': {
      const match = anniversary ? [weekdayOf(start)] : schedule.match
      return { frequency, every, match, origin: weekOf(start), start }
    }
    case 'monthly': {
      const match = anniversary ? [civilOf(start).day] : schedule.match
      return { frequency, every, match, origin: monthOf(start), start }
    }
    case 'yearly': {
      const { year, month, day } = civilOf(start)
      const match = anniversary ? [month * 100 + day] : schedule.match
      return { frequency, every, match, origin: year, start }
    }
    default:
      return { frequency, every, match: [], origin: start, start }
  }
}

/** The unit (day, week, month or year) that holds a day. */
function unitOf(rule: Rule, day: Day): number {
  switch (rule.frequency) {
    case 'weekly':
      return weekOf(day)
    case 'monthly':
      return monthOf(day)
    case 'yearly':
      return civilOf(day).year
    default:
      return day
  }
}

/** The rule's dates within one unit, ascending, each once: 30 and 31 both clamp to 28 February and are one date. */
function datesIn(rule: Rule, unit: number): Day[] {
  switch (rule.frequency) {
    case 'weekly': {
      const monday = unit * 7 - 3
      return rule.match.map(weekday => monday + weekday - 1)
    }
    case 'monthly': {
      const year = Math.floor(unit / 12)
      const month = unit - year * 12 + 1
      const first = dayOf(year, month, 1)
      const last = daysInMonth(year, month)
      const dates: Day[] = []
      for (const match of rule.match) {
        const date = first + Math.min(match, last) - 1
        if (dates[dates.length - 1] !== date) dates.push(date)
      }
      return dates
    }
    case 'yearly': {
      const dates: Day[] = []
      for (const match of rule.match) {
        const month = Math.floor(match / 100)
        const date = dayOf(unit, month, Math.min(match % 100, daysInMonth(unit, month)))
        if (dates[dates.length - 1] !== date) dates.push(date)
      }
      return dates
    }
    default:
      return [unit]
  }
}

/** How far past the last unit of the rule `unit` is: 0 where the rule has dates in it. */
function pastRule(rule: Rule, unit: number): number {
  const past = (unit - rule.origin) % rule.every
  return past < 0 ? past + rule.every : past
}

/** The rule's first date on or after `day`, extended before the start too; null only for `none` past its one date. */
export function ruleNext(rule: Rule, day: Day): Day | null {
  if (rule.frequency === 'none') return day <= rule.start ? rule.start : null
  let unit = unitOf(rule, day)
  const past = pastRule(rule, unit)
  if (past === 0) {
    for (const date of datesIn(rule, unit)) if (date >= day) return date
    unit += rule.every
  } else {
    unit += rule.every - past
  }
  return datesIn(rule, unit)[0] ?? null
}

/** The rule's last date before `day`, extended before the start too; null only for `none` up to its one date. */
export function rulePrevious(rule: Rule, day: Day): Day | null {
  if (rule.frequency === 'none') return day > rule.start ? rule.start : null
  let unit = unitOf(rule, day)
  const past = pastRule(rule, unit)
  if (past === 0) {
    const dates = datesIn(rule, unit)
    for (let i = dates.length - 1; i >= 0; i -= 1) {
      const date = dates[i]
      if (date !== undefined && date < day) return date
    }
    unit -= rule.every
  } else {
    unit -= past
  }
  return datesIn(rule, unit).at(-1) ?? null
}

/** The rule's dates in `[from, before)`, on or after its start, ascending. */
function ruleBetween(rule: Rule, from: Day, before: Day): Day[] {
  const first = from > rule.start ? from : rule.start
  if (rule.frequency === 'none') return rule.start >= first && rule.start < before ? [rule.start] : []
  const dates: Day[] = []
  let unit = unitOf(rule, first)
  const past = pastRule(rule, unit)
  if (past > 0) unit += rule.every - past
  for (; ; unit += rule.every) {
    for (const date of datesIn(rule, unit)) {
      if (date >= before) return dates
      if (date >= first) dates.push(date)
    }
  }
}

/**
 * Billing dates in `[from, before)` of a schedule that starts on `start`. Monthly on 30 and 31 from 2026-02-01 has one
 * date in February: both clamp to the 28th.
 */
export function datesBetween(schedule: Schedule, start: Day, from: Day, before: Day): Day[] {
  return ruleBetween(ruleOf(schedule, start), from, before)
}

/** The first billing date on or after `day` (and on or after the start); null where there is none. */
export function nextDate(schedule: Schedule, start: Day, day: Day): Day | null {
  return ruleNext(ruleOf(schedule, start), Math.max(day, start))
}
