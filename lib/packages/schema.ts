/**
 * What a package may be: one schema for the form, the action, file import and the API. Text goes in as people type it,
 * parsed terms come out; every problem is reported at once, on its own field, in a sentence that says what to type.
 * What does not apply is put to its default rather than refused: a match without a frequency that has one, a
 * destination on a standard package, grace days without minimum spend. Isomorphic.
 */

import { z } from 'zod'
import { revision, sentId } from '@/lib/fields/plain-text'
import { parseDestination } from '../billing/destination'
import {
  firstPeriodPolicies,
  frequencies,
  fundsPolicies,
  lastPeriodPolicies,
  packageTypes,
  type Terms,
  timings,
  versionScopes,
} from '../billing/terms'
import { type CalendarDate, parseDay } from '../calendar-date'
import {
  type Report,
  readCurrency,
  readDescription,
  readLine,
  readPrice,
  readWhole,
  readWord,
  readYesNo,
} from './field-readers'
import { type PackageFields, packageFields, text } from './fields'
import { parseMatch } from './match'

/** A package as mutations take it. Without a code one is made from the name; without a currency it is the provider's. */
export type PackageInput = {
  code: string | null
  name: string
  description: string
  currency: string | null
  /** The name of a ConnexCS Package of the catalogue. */
  connexcsPackage: string | null
  /** How many days ahead its charges are announced: 0 never, null as the schedule's settings say. */
  noticeDays: number | null
  terms: Terms
}

function readTerms(fields: PackageFields, report: Report): Terms {
  const frequency = readWord(
    fields.frequency,
    { field: 'frequency', words: frequencies, otherwise: 'none' },
    report,
  )
  const recurs = frequency !== 'none'
  const minimumSpend = readYesNo(fields.minimumSpend, 'minimumSpend', report)
  if (minimumSpend && !recurs)
    report('frequency', 'Choose how often: minimum spend is counted over a period, so it needs a frequency.')
  const matched = parseMatch(frequency, fields.match)
  if ('problem' in matched) report('match', matched.problem)
  const type = readWord(fields.type, { field: 'type', words: packageTypes, otherwise: 'standard' }, report)
  const prefixes = type === 'free_minutes' ? parseDestination(fields.destination) : []
  if ('problem' in prefixes) report('destination', prefixes.problem)
  const timing = readWord(fields.timing, { field: 'timing', words: timings, otherwise: 'advance' }, report)
  // Minimum spend is always looked at after its window, and a one-off has no period.
  const recurringTiming = minimumSpend ? 'arrears' : timing
  const every = readWhole(fields.every, { field: 'every', least: 1, most: 60, otherwise: 1 }, report)
  const firstPeriod = readWord(
    fields.firstPeriod,
    { field: 'firstPeriod', words: firstPeriodPolicies, otherwise: 'skip' },
    report,
  )
  const lastPeriod = readWord(
    fields.lastPeriod,
    { field: 'lastPeriod', words: lastPeriodPolicies, otherwise: 'full' },
    report,
  )
  const grace = { field: 'usageGraceDays', least: 0, most: 60, otherwise: 0 } as const
  return {
    frequency,
    every: recurs ? every : 1,
    match: 'match' in matched ? matched.match : [],
    costMicro: readPrice(fields.cost, 'cost', report),
    retailMicro: readPrice(fields.retail, 'retail', report),
    setupCostMicro: readPrice(fields.setupCost, 'setupCost', report),
    setupRetailMicro: readPrice(fields.setupRetail, 'setupRetail', report),
    timing: recurs ? recurringTiming : 'advance',
    firstPeriod: recurs ? firstPeriod : 'skip',
    lastPeriod: recurs ? lastPeriod : 'full',
    minimumSpend,
    usageGraceDays: minimumSpend ? readWhole(fields.usageGraceDays, grace, report) : 0,
    minimumDays: readWhole(
      fields.minimumDays,
      { field: 'minimumDays', least: 0, most: 3650, otherwise: 0 },
      report,
    ),
    type,
    destination: 'problem' in prefixes ? [] : prefixes,
    whenFundsShort: readWord(
      fields.whenFundsShort,
      { field: 'whenFundsShort', words: fundsPolicies, otherwise: 'charge' },
      report,
    ),
  }
}

/** Every field of a package from its text; hands each problem to `report` and answers with defaults in their place. */
export function readPackage(fields: PackageFields, report: Report): PackageInput {
  const name = readLine(fields.name, { field: 'name', what: 'name', limit: 120 }, report)
  if (name === null) report('name', 'Enter a name of 1 to 120 characters.')
  return {
    code: readLine(fields.code, { field: 'code', what: 'code', limit: 120 }, report),
    name: name ?? '',
    description: readDescription(fields.description, report),
    currency: readCurrency(fields.currency, report),
    connexcsPackage: readLine(
      fields.connexcsPackage,
      { field: 'connexcsPackage', what: 'ConnexCS Package', limit: 120 },
      report,
    ),
    noticeDays: readNoticeDays(fields, report),
    terms: readTerms(fields, report),
  }
}

function readNoticeDays({ noticeDays }: PackageFields, report: Report): number | null {
  if (String(noticeDays).trim() === '') return null
  return readWhole(noticeDays, { field: 'noticeDays', least: 0, most: 60, otherwise: 0 }, report)
}

type Context = { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void }

function reportTo(context: Context): Report {
  return (field, message) => context.addIssue({ code: 'custom', path: [field], message })
}

/** A new package: text in, `PackageInput` out. */
export const packageSchema = packageFields.transform((fields, context) =>
  readPackage(fields, reportTo(context)),
)

/** An edited package: as a new one, with what was open (`revision`), and from when and for whom changed terms count. */
export const packageEditSchema = packageFields
  .extend({
    id: sentId,
    revision,
    /** Empty is today. Only asked where terms changed and the package has assignments. */
    effectiveOn: text,
    appliesTo: text,
    /** A scheduled version that these terms take the place of. */
    replacesVersion: sentId.nullable().default(null),
  })
  .transform((fields, context): PackageEdit => {
    const report = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    const effectiveOn = fields.effectiveOn.trim()
    if (effectiveOn !== '' && parseDay(effectiveOn) === null)
      report('effectiveOn', 'Enter a date such as 2026-12-01, today or later.')
    const scope = versionScopes.find(word => word === fields.appliesTo.trim())
    if (scope === undefined && fields.appliesTo.trim() !== '')
      report('appliesTo', 'Choose all assignments or new ones only.')
    return {
      ...readPackage(fields, report),
      id: fields.id,
      revision: fields.revision,
      effectiveOn: effectiveOn === '' ? null : effectiveOn,
      appliesTo: scope ?? 'all',
      replacesVersion: fields.replacesVersion,
    }
  })

export type PackageEdit = PackageInput & {
  id: number
  revision: number
  effectiveOn: CalendarDate | null
  appliesTo: (typeof versionScopes)[number]
  replacesVersion: number | null
}

/** A change that needs nothing but the package and what the person saw of it. */
export const packageActSchema = z.object({ id: sentId, revision })
/** Calling off a version that is not in force yet. */
export const cancelVersionSchema = z.object({ packageId: sentId, versionId: sentId })
