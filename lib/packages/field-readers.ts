/** Reads one field of a package from its text: the value, or a default and a report of what to enter instead. */
import { isCurrency } from '@/lib/currency'
import { keptText, lineProblem, linesProblem } from '@/lib/fields/plain-text'
import { decimalProblemText, microDecimals, parsePrice } from '@/lib/money'
import type { PackageField } from './fields'

export type Report = (field: PackageField, sentence: string) => void

export function readLine(
  value: string,
  { field, what, limit }: { field: PackageField; what: string; limit: number },
  report: Report,
): string | null {
  const kept = keptText(value)
  const line = kept.replace(/\s+/g, ' ')
  const problem = lineProblem(kept)
  if ([...line].length > limit) report(field, `Enter a ${what} of at most ${limit} characters.`)
  else if (problem) report(field, problem)
  return line === '' ? null : line
}

export function readDescription(value: string, report: Report): string {
  const description = keptText(value.replace(/\r\n?/g, '\n'))
  const problem = linesProblem(description)
  if (problem) report('description', problem)
  const length = [...description].length
  if (length > 2000) report('description', `Enter at most 2,000 characters: these are ${length}.`)
  return description
}

export function readPrice(value: string, field: PackageField, report: Report): number {
  if (value.trim() === '') return 0
  const price = parsePrice(value)
  if (typeof price === 'number') return price
  report(field, decimalProblemText(price, microDecimals))
  return 0
}

export type Whole = { field: PackageField; least: number; most: number; otherwise: number }

export function readWhole(value: string | number, rule: Whole, report: Report): number {
  const typed = String(value).trim()
  if (typed === '') return rule.otherwise
  const number = /^\d{1,9}$/.test(typed) ? Number(typed) : Number.NaN
  if (number >= rule.least && number <= rule.most) return number
  report(
    rule.field,
    `Enter a whole number from ${rule.least} to ${rule.most.toLocaleString('en-US')}, in digits.`,
  )
  return rule.otherwise
}

export function readWord<Word extends string>(
  value: string,
  { field, words, otherwise }: { field: PackageField; words: readonly Word[]; otherwise: Word },
  report: Report,
): Word {
  const typed = value.trim().toLowerCase()
  if (typed === '') return otherwise
  const word = words.find(candidate => candidate === typed)
  if (word === undefined) report(field, `Choose one of ${words.join(', ')}.`)
  return word ?? otherwise
}

export function readYesNo(value: string | boolean, field: PackageField, report: Report): boolean {
  if (typeof value === 'boolean') return value
  const typed = value.trim().toLowerCase()
  if (['yes', 'true', '1'].includes(typed)) return true
  if (!['', 'no', 'false', '0'].includes(typed)) report(field, 'Enter yes or no.')
  return false
}

export function readCurrency(value: string, report: Report): string | null {
  const typed = value.trim()
  if (typed === '') return null
  const code = /^[a-zA-Z]{3}$/.test(typed) ? typed.toUpperCase() : typed
  if (!isCurrency(code)) report('currency', 'Choose an ISO 4217 currency code such as USD, EUR or GBP.')
  return code
}
