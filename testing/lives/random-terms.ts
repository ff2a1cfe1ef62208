/** Random terms: every frequency, match, policy and timing, prices with up to 6 decimals, and small changes of them. */
import type { Chance } from '../chance'
import type { TypedTerms } from './steps'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const days = [1, 1, 5, 10, 15, 20, 28, 29, 30, 31].map(String)
const monthDays = ['01-01', '02-29', '03-31', '06-30', '08-15', '10-01', '11-30', '12-31']

export function randomPrice(chance: Chance): string {
  const whole = String(chance.whole(0, 60))
  if (chance.is(0.08)) return '0'
  if (chance.is(0.5)) return whole
  if (chance.is(0.6)) return `${whole}.${chance.of(['5', '99', '25', '10', '05'])}`
  return `${whole}.${String(chance.whole(1, 999_999)).padStart(6, '0')}`
}

type Rhythm = Pick<TypedTerms, 'frequency' | 'every' | 'match'>

function randomRhythm(chance: Chance): Rhythm {
  const frequency = chance.of([
    ...(['monthly', 'monthly', 'monthly', 'monthly', 'monthly'] as const),
    ...(['weekly', 'weekly', 'weekly', 'daily', 'yearly', 'none'] as const),
  ])
  const match = (from: readonly string[], most: number) =>
    chance.is(0.25) ? '' : [...new Set(chance.some(from, most))].join('|')
  switch (frequency) {
    case 'daily':
      return { frequency, every: chance.of([1, 3, 7, 10, 14, 30]), match: '' }
    case 'weekly':
      return { frequency, every: chance.of([1, 1, 2, 3, 5]), match: match(weekdays, 2) }
    case 'monthly':
      return { frequency, every: chance.of([1, 1, 1, 1, 2, 3]), match: match(days, 2) }
    case 'yearly':
      return { frequency, every: chance.of([1, 1, 2]), match: match(monthDays, 3) }
    default:
      return { frequency, every: 1, match: '' }
  }
}

export function randomTerms(chance: Chance): TypedTerms {
  const rhythm = randomRhythm(chance)
  const minimum = rhythm.frequency !== 'none' && chance.is(0.2)
  return {
    ...rhythm,
    timing: chance.of(['advance', 'advance', 'arrears']),
    first: chance.of(['skip', 'prorate', 'prorate', 'full']),
    last: chance.of(['full', 'prorate', 'prorate']),
    retail: randomPrice(chance),
    cost: chance.is(0.3) ? '0' : randomPrice(chance),
    setup_retail: chance.is(0.5) ? '0' : randomPrice(chance),
    setup_cost: chance.is(0.7) ? '0' : randomPrice(chance),
    minimum,
    grace: minimum && chance.is(0.5) ? chance.whole(1, 10) : 0,
  }
}

/** The next version of terms: mostly one thing changes, now and then everything. */
export function changedTerms(chance: Chance, terms: TypedTerms): TypedTerms {
  const other = randomTerms(chance)
  const { frequency, every, match, timing, first, last, minimum, grace, retail, cost } = other
  const now = terms.frequency ?? 'none'
  const changed = chance.of([
    ...[{ retail }, { retail, cost }, { retail, cost }, { timing }, { first, last }],
    ...[
      { frequency, every, match },
      { frequency, every, match, retail },
      { frequency, every, match, timing, first },
    ],
    ...[now === 'none' ? { frequency, every, match } : { frequency: 'none' as const, every: 1, match: '' }],
    ...[{ minimum, grace, retail }, other],
  ] as [TypedTerms, ...TypedTerms[]])
  const after = { ...terms, ...changed }
  return after.frequency === 'none' ? { ...after, minimum: false, grace: 0 } : after
}
