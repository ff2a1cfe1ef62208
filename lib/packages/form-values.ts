/** A package as the form, a file and a copy of it hold it: text in every field. The way back from what the schema reads. */
import { destinationText } from '../billing/destination'
import type { Terms } from '../billing/terms'
import { microText } from '../money'
import type { PackageFields } from './fields'
import { matchText } from './match'

export type PackageFacts = {
  code: string
  name: string
  description: string
  currency: string
  connexcsPackage: string | null
  /** Left out where a file is written, which has no column for it. */
  noticeDays?: number | null
  terms: Terms
}

/** An empty form, priced in the provider's currency. */
export function emptyPackage(currency: string): PackageFields {
  return {
    code: '',
    name: '',
    description: '',
    currency,
    connexcsPackage: '',
    cost: '',
    retail: '',
    setupCost: '',
    setupRetail: '',
    frequency: 'none',
    every: '1',
    match: [],
    timing: 'advance',
    firstPeriod: 'skip',
    lastPeriod: 'full',
    minimumSpend: false,
    usageGraceDays: '0',
    minimumDays: '0',
    type: 'standard',
    destination: '',
    whenFundsShort: 'charge',
    noticeDays: '',
  }
}

/** The fields that read back as this package: `packageSchema` of them gives the same terms. */
export function fieldsOf(facts: PackageFacts): PackageFields {
  const { terms } = facts
  return {
    code: facts.code,
    name: facts.name,
    description: facts.description,
    currency: facts.currency,
    connexcsPackage: facts.connexcsPackage ?? '',
    cost: microText(terms.costMicro),
    retail: microText(terms.retailMicro),
    setupCost: microText(terms.setupCostMicro),
    setupRetail: microText(terms.setupRetailMicro),
    frequency: terms.frequency,
    every: String(terms.every),
    match: [...terms.match],
    timing: terms.timing,
    firstPeriod: terms.firstPeriod,
    lastPeriod: terms.lastPeriod,
    minimumSpend: terms.minimumSpend,
    usageGraceDays: String(terms.usageGraceDays),
    minimumDays: String(terms.minimumDays),
    type: terms.type,
    destination: destinationText(terms.destination),
    whenFundsShort: terms.whenFundsShort,
    noticeDays: String(facts.noticeDays ?? ''),
  }
}

/** The same with file text in the set: `mon|wed` rather than numbers. What packages.csv holds. */
export function fileFieldsOf(facts: PackageFacts): PackageFields {
  return { ...fieldsOf(facts), match: matchText(facts.terms.frequency, facts.terms.match) }
}
