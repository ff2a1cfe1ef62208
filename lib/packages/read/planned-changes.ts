/** The effect of a change on each of many packages: the preview and the change itself plan with the same functions. */

import { asc, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { packages } from '@/db/schema/packages'
import { array } from '@/db/unnest'
import type { Within } from '@/lib/access/context'
import type { Terms, TermsVersion } from '@/lib/billing/terms'
import { type CalendarDate, toDay } from '@/lib/calendar-date'
import { dayText } from '@/lib/date-text'
import { maxPriceMicro } from '@/lib/money'
import { termsVersionsOf } from '@/lib/planning/terms'
import { Refusal } from '@/lib/refusal/refusal'
import { sameTerms } from '../changes'
import type { ChangePrices, ChosenPackage, DuplicateMany } from '../many-schema'
import { changedTerms, convertedTerms, nameIn } from '../price-changes'

export type Planned = {
  id: number
  code: string
  name: string
  /** What a copy will be called; the name itself where there is none. */
  newName: string
  currency: string
  revision: number
  before: Terms
  after: Terms
  /** Why the whole change cannot be saved, or null. */
  problem: string | null
  /** What should be known of it beforehand, or null. */
  note: string | null
}

/** The chosen packages in id order; locked if they are about to be changed; then none may be newer than the one seen. */
async function readChosen(db: Db, chosen: readonly ChosenPackage[], lock: boolean) {
  const ids = [...new Set(chosen.map(({ id }) => id))]
  const query = db.select().from(packages).where(inArray(packages.id, ids)).orderBy(asc(packages.id))
  const rows = await (lock ? query.for('update') : query)
  if (rows.length < ids.length)
    throw new Refusal(
      'One of these packages does not exist any more. Nothing was changed: select them again.',
    )
  if (lock) refuseStale(rows, chosen)
  return rows
}

function refuseStale(
  rows: readonly { id: number; name: string; revision: number }[],
  chosen: readonly ChosenPackage[],
): void {
  const seen = new Map(chosen.map(({ id, revision }) => [id, revision]))
  const stale = rows.filter(row => seen.get(row.id) !== row.revision).map(row => row.name)
  if (stale.length === 0) return
  const named = stale.slice(0, 3).join(', ')
  const more = stale.length > 3 ? ` and ${stale.length - 3} more` : ''
  throw new Refusal(
    `Another user saved ${named}${more} meanwhile. Nothing was changed: close this form, select the packages again and check the preview.`,
  )
}

/** The locked packages that were seen in the preview; for changes that need no more than that. */
export async function lockChosen(tx: Db, chosen: readonly ChosenPackage[]) {
  return readChosen(tx, chosen, true)
}

function priceProblem(terms: Terms): string | null {
  const most = Math.max(terms.retailMicro, terms.costMicro, terms.setupRetailMicro, terms.setupCostMicro)
  return most > maxPriceMicro ? 'A price would be above 999,999,999.' : null
}

type PlannedChange = Pick<Planned, 'newName' | 'before' | 'after'> &
  Partial<Pick<Planned, 'problem' | 'note'>>

type Row = Awaited<ReturnType<typeof readChosen>>[number]

/** The terms of each package that are in force on a day, and the first version after it. */
async function readTerms(db: Db, rows: readonly Row[], date: CalendarDate) {
  const versions = await termsVersionsOf(
    db,
    rows.map(row => row.id),
  )
  const day = toDay(date)
  return (row: Row): { base: TermsVersion; later: TermsVersion | undefined } => {
    const ordered = [...(versions.get(row.id) ?? [])].sort(
      (a, b) => a.effectiveOn - b.effectiveOn || a.number - b.number,
    )
    const base = ordered.findLast(version => version.effectiveOn <= day)
    if (!base) throw new Error(`package ${row.id} has no terms in force on ${date}`)
    return { base, later: ordered.find(version => version.effectiveOn > day) }
  }
}

function plannedOf(
  row: Row,
  { newName, before, after, problem = null, note = null }: PlannedChange,
): Planned {
  const { id, code, name, currency, revision } = row
  const own = { id, code, name, newName, currency, revision }
  return { ...own, before, after, problem: problem ?? priceProblem(after), note }
}

/** A version that is scheduled after the date keeps its own prices: those who follow it leave the changed ones there. */
function untilNote({ number, effectiveOn, appliesTo }: TermsVersion): string {
  const day = dayText(effectiveOn)
  return appliesTo === 'all'
    ? `Until ${day}: version ${number} is scheduled from then.`
    : `Version ${number} is scheduled from ${day} for new assignments.`
}

/** Prices changed by a share: of the terms that are in force on the date, for each package that they change. */
export async function planPrices(
  { db, today }: Within<'today'>,
  change: ChangePrices,
  lock = false,
): Promise<Planned[]> {
  const { effectiveOn } = change
  if (effectiveOn < today)
    throw Refusal.field('effectiveOn', `Choose today, ${dayText(toDay(today))}, or a later date.`)
  const rows = await readChosen(db, change.packages, lock)
  const termsOf = await readTerms(db, rows, effectiveOn)
  return rows.map(row => {
    const { base, later } = termsOf(row)
    const after = changedTerms(base.terms, change, row.currency)
    const isUntil = later !== undefined && !sameTerms(base.terms, after)
    const note = isUntil ? untilNote(later) : null
    return plannedOf(row, { newName: row.name, before: base.terms, after, note })
  })
}

/** Copies in another currency of the terms that are in force today. */
export async function planCopies(
  { db, today }: Within<'today'>,
  { packages: chosen, currency, rate }: DuplicateMany,
  lock = false,
): Promise<Planned[]> {
  const rows = await readChosen(db, chosen, lock)
  const termsOf = await readTerms(db, rows, today)
  const names = rows.map(row => nameIn(row.name, row.currency, currency))
  const lowered = names.map(name => name.toLowerCase())
  const taken = await codesByName(db, lowered)
  return rows.map((row, i) => {
    const [name = row.name, key = ''] = [names[i], lowered[i]]
    const isSecond = lowered.indexOf(key) < i
    const problem =
      row.currency === currency
        ? `It is in ${currency} already.`
        : nameProblem(name, { takenBy: taken.get(key), isSecond })
    const { terms } = termsOf(row).base
    return plannedOf(row, { newName: name, before: terms, after: convertedTerms(terms, rate), problem })
  })
}

/** Why no copy may have this name; `takenBy` is the code of the package that has it. */
function nameProblem(name: string, { takenBy, isSecond }: { takenBy?: string; isSecond: boolean }) {
  if (takenBy !== undefined) return `${takenBy} is called “${name}” already.`
  return isSecond ? `Two copies would be called “${name}”.` : null
}

/** Codes of the packages, archived ones left out, that have one of these names in lower case. */
async function codesByName(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  const lowered = sql<string>`lower(${packages.name})`
  const rows = await db
    .select({ name: lowered, code: packages.code })
    .from(packages)
    .where(sql`${packages.archivedAt} is null and ${lowered} = any(${array('text', names)})`)
  return new Map(rows.map(row => [row.name, row.code]))
}
