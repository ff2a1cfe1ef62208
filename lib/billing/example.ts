/** A package and an assignment with everything at its default, for tests and worked examples. */
import { type CalendarDate, toDay } from '../calendar-date'
import type { AssignmentFacts } from './line'
import type { Terms, TermsVersion } from './terms'

export const defaultTerms: Terms = {
  costMicro: 0,
  retailMicro: 0,
  setupCostMicro: 0,
  setupRetailMicro: 0,
  frequency: 'none',
  every: 1,
  match: [],
  timing: 'advance',
  firstPeriod: 'skip',
  lastPeriod: 'full',
  minimumSpend: false,
  usageGraceDays: 0,
  minimumDays: 0,
  type: 'standard',
  destination: [],
  whenFundsShort: 'charge',
}

/** Terms with a retail in whole units; the rest by default or as given. */
export function exampleTerms(retail: number, terms: Partial<Terms> = {}): Terms {
  return { ...defaultTerms, retailMicro: retail * 1_000_000, ...terms }
}

export function exampleVersion(
  terms: Terms,
  version: Partial<Omit<TermsVersion, 'terms'>> = {},
): TermsVersion {
  return { id: 1, number: 1, effectiveOn: 0, appliesTo: 'all', ...version, terms }
}

/** An assignment of one version from `start`, with `end` as its last day of service; USD-like decimals. */
export function exampleFacts(
  terms: Terms,
  start: CalendarDate,
  end: CalendarDate | null = null,
  facts: Partial<AssignmentFacts> = {},
): AssignmentFacts {
  return {
    id: 1,
    startOn: toDay(start),
    endBefore: end === null ? null : toDay(end) + 1,
    endedOn: null,
    quantity: 1,
    quantityChanges: [],
    versions: [exampleVersion(terms)],
    setupWaived: false,
    chargeFrom: null,
    currencyExponent: 2,
    posted: [],
    ...facts,
  }
}
