/** SPEC 4, asked day by day: is this day a billing date of the rule of an assignment that starts on S? */
import { civilOf, type Day, daysInMonth, weekdayOf } from '@/lib/calendar-date'
import { parsePrice } from '@/lib/money'
import { Refused, type TypedTerms } from './steps'

export type Terms = {
  frequency: 'none' | 'daily' | 'weekly' | 'monthly' | 'yearly'
  every: number
  match: readonly string[]
  timing: 'advance' | 'arrears'
  first: 'skip' | 'prorate' | 'full'
  last: 'full' | 'prorate'
  retail: bigint
  cost: bigint
  setupRetail: bigint
  setupCost: bigint
  minimum: boolean
  grace: number
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Typed terms with the defaults of SPEC 3; prices in millionths. */
export function termsOf(typed: TypedTerms): Terms {
  const frequency = typed.frequency ?? 'none'
  const matched = frequency === 'none' || frequency === 'daily' ? '' : (typed.match ?? '')
  return {
    frequency,
    every: typed.every ?? 1,
    match: matched === '' ? [] : matched.split('|'),
    timing: typed.timing ?? 'advance',
    first: typed.first ?? 'skip',
    last: typed.last ?? 'full',
    retail: micro(typed.retail),
    cost: micro(typed.cost),
    setupRetail: micro(typed.setup_retail),
    setupCost: micro(typed.setup_cost),
    minimum: typed.minimum ?? false,
    grace: typed.grace ?? 0,
  }
}

export function micro(text: string | undefined): bigint {
  const parsed = parsePrice(text ?? '0')
  if (typeof parsed === 'string') throw new Refused(`${text} is no price`)
  return BigInt(parsed)
}

const two = (number: number) => String(number).padStart(2, '0')
const every = (terms: Terms, steps: number) => steps % terms.every === 0
/** Weeks begin on Monday; day -3 was one. */
const weekOf = (day: Day) => Math.floor((day + 3) / 7)

/** True for every date of the rule, also before S, where SPEC 5 needs the date before. */
export function isDate(terms: Terms, start: Day, day: Day): boolean {
  const s = civilOf(start)
  const d = civilOf(day)
  const length = daysInMonth(d.year, d.month)
  if (terms.frequency === 'daily') return every(terms, day - start)
  if (terms.frequency === 'weekly') {
    const match = terms.match.length ? terms.match : [weekdays[weekdayOf(start) - 1]]
    return every(terms, weekOf(day) - weekOf(start)) && match.includes(weekdays[weekdayOf(day) - 1] ?? '')
  }
  if (terms.frequency === 'monthly') {
    const match = terms.match.length ? terms.match : [String(s.day)]
    const months = d.year * 12 + d.month - (s.year * 12 + s.month)
    return every(terms, months) && match.some(m => Math.min(Number(m), length) === d.day)
  }
  if (terms.frequency === 'yearly') {
    const match = terms.match.length ? terms.match : [`${two(s.month)}-${two(s.day)}`]
    const dayOf = (m: string) => Math.min(Number(m.slice(3)), length)
    return (
      every(terms, d.year - s.year) &&
      match.some(m => Number(m.slice(0, 2)) === d.month && dayOf(m) === d.day)
    )
  }
  return false
}

export function dateAfter(terms: Terms, start: Day, day: Day): Day {
  for (let d = day + 1; ; d++) if (isDate(terms, start, d)) return d
}

export function dateBefore(terms: Terms, start: Day, day: Day): Day {
  for (let d = day - 1; ; d--) if (isDate(terms, start, d)) return d
}
