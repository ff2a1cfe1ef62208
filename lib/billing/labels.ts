/** Schedules in words. */
import { monthNames, weekdayNames } from '../date-text'
import type { Schedule, Terms } from './terms'

const months = monthNames('short')
const weekdays = weekdayNames('long')

/** `a`, `a and b`, `a, b and c`. */
function listText(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

/** One value of a match: a weekday's name, a day's number, or `31 Mar`. */
function matchText(frequency: Schedule['frequency'], match: number): string {
  if (frequency === 'weekly') return weekdays[match - 1] ?? ''
  if (frequency === 'yearly') return `${match % 100} ${months[Math.floor(match / 100) - 1] ?? ''}`
  return String(match)
}

const units = { daily: 'day', weekly: 'week', monthly: 'month', yearly: 'year' } as const
const adverbs = { daily: 'Daily', weekly: 'Weekly', monthly: 'Monthly', yearly: 'Yearly' } as const
const anniversaries = {
  weekly: 'the weekday of the start',
  monthly: 'the day of the start',
  yearly: 'the anniversary',
} as const

/** The dates of a schedule in words: `Monthly on 15 and 31`, `Every 2 weeks on Monday`, `One time`. */
export function scheduleText(schedule: Schedule): string {
  const { frequency, every, match } = schedule
  if (frequency === 'none') return 'One time'
  const pace = every === 1 ? adverbs[frequency] : `Every ${every} ${units[frequency]}s`
  if (frequency === 'daily') return pace
  if (match.length === 0) return `${pace} on ${anniversaries[frequency]}`
  if (frequency === 'weekly' && match.length === 7) return `${pace} on every day`
  return `${pace} on ${listText(match.map(m => matchText(frequency, m)))}`
}

/** Sentences of the terms at hand: a run explains a million lines of a few packages. */
const sentences = new WeakMap<object, string>()

/** Schedule and timing in words: `Every 2 weeks on Monday and Thursday, in arrears`. Minimum spend is always in arrears. */
export function scheduleSentence(terms: Schedule & Pick<Terms, 'timing' | 'minimumSpend'>): string {
  if (terms.frequency === 'none') return 'Once, on the start date'
  const known = sentences.get(terms)
  if (known !== undefined) return known
  const arrears = terms.timing === 'arrears' || terms.minimumSpend
  const sentence = `${scheduleText(terms)}, in ${arrears ? 'arrears' : 'advance'}`
  sentences.set(terms, sentence)
  return sentence
}
