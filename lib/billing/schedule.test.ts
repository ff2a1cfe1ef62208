import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatDay, toDay } from '../calendar-date'
import { datesBetween, nextDate, ruleOf, rulePrevious } from './schedule'
import type { Schedule } from './terms'

type DateCase = {
  id: string
  input: {
    frequency: Schedule['frequency']
    match: (number | string)[]
    startDate: string
    endDate: string | null
    query: Record<string, unknown> & { type: string }
  }
  expected: unknown
}

const cases: DateCase[] = JSON.parse(readFileSync(join(import.meta.dirname, 'date-cases.json'), 'utf8'))

function answer({ input }: DateCase): unknown {
  const match = input.match
    .map(m => (typeof m === 'number' ? m : Number(m.replace('-', ''))))
    .sort((a, b) => a - b)
  const schedule: Schedule = { frequency: input.frequency, every: 1, match }
  const start = toDay(input.startDate)
  const endBefore = input.endDate === null ? Number.POSITIVE_INFINITY : toDay(input.endDate) + 1
  const { query } = input
  const day = (name: string) => toDay(String(query[name]))
  const within = (date: number | null) =>
    date !== null && date >= start && date < endBefore ? formatDay(date) : null
  switch (query.type) {
    case 'list':
    case 'count': {
      const from = query.from === undefined ? start : day('from')
      const before = Math.min(query.to === undefined ? start + 40_000 : day('to') + 1, endBefore)
      const dates = datesBetween(schedule, start, from, before).map(formatDay)
      if (query.type === 'count') return dates.length
      return query.limit === undefined ? dates : dates.slice(0, Number(query.limit))
    }
    case 'due':
      return datesBetween(schedule, start, day('on'), Math.min(day('on') + 1, endBefore)).length === 1
    case 'next':
      return within(nextDate(schedule, start, day('after') + (query.strict ? 1 : 0)))
    case 'prev':
      return within(rulePrevious(ruleOf(schedule, start), day('before') + (query.strict ? 0 : 1)))
    default:
      throw new Error(`unknown query ${query.type}`)
  }
}

describe('billing dates known from other systems', () => {
  it('has its cases', () => expect(cases.length).toBe(60))
  for (const example of cases) it(example.id, () => expect(answer(example)).toEqual(example.expected))
})
