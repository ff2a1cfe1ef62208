/** A package as the form, a file and a copy of it hold it: text in every field. The way back from what the schema reads. */
import { destinationText } from '../billing/destination'
import type { Terms } from '../billing/terms'
import { microText } from '../money'
import type { PackageFields } from './fields'
import { matchText } from './match'
import { type TermFieldName, type TermKind, termFieldNames, termFields } from './term-fields'

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
  const own = { code: '', name: '', description: '', currency, connexcsPackage: '', noticeDays: '' }
  return { ...own, ...ofTerms(name => termFields[name].empty) }
}

/** The fields that read back as this package: `packageSchema` of them gives the same terms. */
export function fieldsOf(facts: PackageFacts): PackageFields {
  const { code, name, description, currency, connexcsPackage, terms } = facts
  return {
    ...{ code, name, description, currency, connexcsPackage: connexcsPackage ?? '' },
    noticeDays: String(facts.noticeDays ?? ''),
    ...ofTerms(field => fieldText(terms[termFields[field].term], termFields[field].kind)),
  }
}

type TermFields = Pick<PackageFields, TermFieldName>

function ofTerms(valueFor: (name: TermFieldName) => unknown): TermFields {
  return Object.fromEntries(termFieldNames.map(name => [name, valueFor(name)])) as TermFields
}

/** A term as its field holds it: amounts and numbers as text, prefixes as `^44|^91`, the rest as it is. */
function fieldText(value: Terms[keyof Terms], kind: TermKind): unknown {
  if (kind === 'prefixes') return destinationText(Array.isArray(value) ? value.map(String) : [])
  if (typeof value === 'number') return kind === 'price' ? microText(value) : String(value)
  return Array.isArray(value) ? [...value] : value
}

/** The same with file text in the set: `mon|wed` rather than numbers. What packages.csv holds. */
export function fileFieldsOf(facts: PackageFacts): PackageFields {
  return { ...fieldsOf(facts), match: matchText(facts.terms.frequency, facts.terms.match) }
}
