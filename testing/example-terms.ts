/** A package and an assignment with everything at its default, for tests and worked examples. */

import { type AssignmentFacts, newAssignment } from '@/lib/billing/line'
import { defaultTerms, onlyVersion, type Terms, type TermsVersion } from '@/lib/billing/terms'
import { type CalendarDate, toDay } from '@/lib/calendar-date'

/** Terms with a retail in whole units; the rest by default or as given. */
export function exampleTerms(retail: number, terms: Partial<Terms> = {}): Terms {
  return { ...defaultTerms, retailMicro: retail * 1_000_000, ...terms }
}

export function exampleVersion(
  terms: Terms,
  version: Partial<Omit<TermsVersion, 'terms'>> = {},
): TermsVersion {
  const { id = 1, number = 1 } = version
  return { ...onlyVersion(terms), id, changeNumber: number, ...version }
}

/** An assignment of one version from `start`, with `end` as its last day of service; USD-like decimals. */
export function exampleFacts(
  terms: Terms,
  start: CalendarDate,
  end: CalendarDate | null = null,
  facts: Partial<AssignmentFacts> = {},
): AssignmentFacts {
  return newAssignment({
    id: 1,
    startOn: toDay(start),
    endBefore: end === null ? null : toDay(end) + 1,
    quantity: 1,
    versions: [exampleVersion(terms)],
    currencyExponent: 2,
    ...facts,
  })
}
