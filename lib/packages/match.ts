/**
 * Frequency match as people and files write it: `mon|wed`, `15|31`, `03-31|09-30`. The engine's form is a sorted set of
 * numbers: ISO weekdays, days of the month, or month x 100 + day. Isomorphic.
 */
import { type Frequency, weekdays } from '../billing/terms'
import { daysInMonth } from '../calendar-date'

export type MatchAnswer = { match: number[] } | { problem: string }

/** True where the frequency has a set of days to choose from. */
function hasMatch(frequency: Frequency): frequency is 'weekly' | 'monthly' | 'yearly' {
  return frequency === 'weekly' || frequency === 'monthly' || frequency === 'yearly'
}

const sentences = {
  weekly: 'Enter weekdays such as mon|wed, from mon, tue, wed, thu, fri, sat and sun.',
  monthly: 'Enter days of the month from 1 to 31, such as 15|31.',
  yearly:
    'Enter month-days such as 03-31|09-30: month 01 to 12, then a day that the month has (02-29 is one).',
} as const

function isMonthDay(value: number): boolean {
  const month = Math.floor(value / 100)
  const day = value % 100
  // 2000 is a leap year: 02-29 may be chosen and is 28 February in other years.
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(2000, month)
}

function isValid(frequency: 'weekly' | 'monthly' | 'yearly', value: number): boolean {
  if (!Number.isSafeInteger(value)) return false
  if (frequency === 'weekly') return value >= 1 && value <= 7
  if (frequency === 'monthly') return value >= 1 && value <= 31
  return isMonthDay(value)
}

function parsePart(frequency: 'weekly' | 'monthly' | 'yearly', part: string): number | null {
  if (frequency === 'weekly') {
    const index = weekdays.map(String).indexOf(part.toLowerCase())
    return index < 0 ? null : index + 1
  }
  if (frequency === 'monthly') return /^\d{1,2}$/.test(part) ? Number(part) : null
  const found = /^(\d{2})-(\d{2})$/.exec(part)
  return found ? Number(found[1]) * 100 + Number(found[2]) : null
}

/**
 * Reads a set from a form's numbers or a file's text; sorted, each member once. Empty means the anniversary, and is the
 * only answer for none and daily, whatever was typed. `parseMatch('yearly', '02-30')` is a problem: no year has that day.
 */
export function parseMatch(frequency: Frequency, value: string | readonly number[]): MatchAnswer {
  if (!hasMatch(frequency)) return { match: [] }
  const parts = typeof value === 'string' ? value.split('|').map(part => part.trim()) : value
  if (parts.length === 1 && parts[0] === '') return { match: [] }
  const found = new Set<number>()
  for (const part of parts) {
    const member = typeof part === 'string' ? parsePart(frequency, part) : part
    if (member === null || !isValid(frequency, member)) {
      const shown = String(part).slice(0, 20)
      return {
        problem: shown === '' ? sentences[frequency] : `${sentences[frequency]} “${shown}” is not one.`,
      }
    }
    found.add(member)
  }
  return { match: [...found].sort((a, b) => a - b) }
}

/** The file form of a match set. `matchText('yearly', [331, 930])` is `03-31|09-30`; the anniversary is empty. */
export function matchText(frequency: Frequency, match: readonly number[]): string {
  return match
    .map(value => {
      if (frequency === 'weekly') return weekdays[value - 1] ?? String(value)
      if (frequency === 'monthly') return String(value)
      return `${String(Math.floor(value / 100)).padStart(2, '0')}-${String(value % 100).padStart(2, '0')}`
    })
    .join('|')
}
