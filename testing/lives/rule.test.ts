import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Day, formatDay, lastDay, toDay } from '@/lib/calendar-date'
import { isDate, type Terms, termsOf } from './rule'
import type { TypedTerms } from './steps'

type Query = {
  type: 'list' | 'count' | 'due' | 'next' | 'prev'
  from?: string
  to?: string
  limit?: number
  on?: string
  after?: string
  before?: string
  strict?: boolean
}
type DateCase = {
  id: string
  input: {
    frequency: TypedTerms['frequency']
    match: (string | number)[]
    startDate: string
    endDate: string | null
    query: Query
  }
  expected: unknown
}

const cases: DateCase[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../lib/billing/date-cases.json'), 'utf8'),
)
const weekdays = ['', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

function typed({ frequency, match }: DateCase['input']): Terms {
  const words = match.map(m => (frequency === 'weekly' ? weekdays[Number(m)] : String(m)))
  return termsOf({ frequency, match: words.join('|') })
}

/** Dates of the life from one day to another, at most so many. */
function datesOf(input: DateCase['input'], within: { from: Day; to: Day }, limit = 100_000): string[] {
  const terms = typed(input)
  const start = toDay(input.startDate)
  const end = Math.min(within.to, input.endDate ? toDay(input.endDate) : lastDay)
  const found: string[] = []
  for (let day = Math.max(start, within.from); day <= end && found.length < limit; day++)
    if (isDate(terms, start, day) || (terms.frequency === 'none' && day === start)) found.push(formatDay(day))
  return found
}

function answer(input: DateCase['input']): unknown {
  const { type, from, to, limit, on = '', after = '', before = '', strict } = input.query
  const within = { from: from ? toDay(from) : 0, to: to ? toDay(to) : lastDay }
  if (type === 'list') return datesOf(input, within, limit)
  if (type === 'count') return datesOf(input, within).length
  if (type === 'due') return datesOf(input, { from: toDay(on), to: toDay(on) }).length === 1
  if (type === 'next')
    return datesOf(input, { from: toDay(after) + (strict ? 1 : 0), to: lastDay }, 1)[0] ?? null
  return datesOf(input, { from: 0, to: toDay(before) - (strict ? 1 : 0) }).at(-1) ?? null
}

describe('the reference knows billing dates', () => {
  it.each(cases.map(c => [c.id, c] as const))('%s', (_, { input, expected }) => {
    expect(answer(input)).toEqual(expected)
  })
})
