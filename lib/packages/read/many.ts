/** What a change of many packages would do, before it is saved: every old and new price, and the months of who follows. */

import { sql } from 'drizzle-orm'
import { rowsOf } from '@/db/client'
import { array } from '@/db/unnest'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { CalendarDate } from '@/lib/calendar-date'
import { sameTerms } from '../changes'
import type { ArchiveMany, ChangePrices, DuplicateMany } from '../many-schema'
import { type Figures, getFigures, type MonthlySums, type TermsChange } from './impact'
import { type Planned, planCopies, planPrices } from './planned-changes'

export type PlannedPrice = { before: number; after: number }

export type PlannedPackage = Pick<
  Planned,
  'id' | 'code' | 'name' | 'newName' | 'currency' | 'revision' | 'problem' | 'note'
> & {
  retail: PlannedPrice
  cost: PlannedPrice
  setupRetail: PlannedPrice
  setupCost: PlannedPrice
}

/** Average months of all that follow, in one currency, and from when. */
type CurrencyImpact = Figures & { currency: string }

export type PricesPreview = { rows: PlannedPackage[]; changed: number; impact: CurrencyImpact[] }

function shownOf({ before, after, ...row }: Planned): PlannedPackage {
  return {
    ...row,
    retail: { before: before.retailMicro, after: after.retailMicro },
    cost: { before: before.costMicro, after: after.costMicro },
    setupRetail: { before: before.setupRetailMicro, after: after.setupRetailMicro },
    setupCost: { before: before.setupCostMicro, after: after.setupCostMicro },
  }
}

function byName(a: PlannedPackage, b: PlannedPackage): number {
  return a.newName.localeCompare(b.newName, 'en', { numeric: true }) || a.id - b.id
}

function added(a: MonthlySums, b: MonthlySums): MonthlySums {
  return {
    retailMinor: a.retailMinor + b.retailMinor,
    costMinor: a.costMinor + b.costMinor,
    committedMinor: a.committedMinor + b.committedMinor,
  }
}

const earliest = (a: CalendarDate | null, b: CalendarDate | null) =>
  a === null || (b !== null && b < a) ? b : a
const latest = (a: CalendarDate | null, b: CalendarDate | null) =>
  a === null || (b !== null && b > a) ? b : a

function together(a: Figures, b: Figures): Figures {
  return {
    assignments: a.assignments + b.assignments,
    firstOn: earliest(a.firstOn, b.firstOn),
    lastOn: latest(a.lastOn, b.lastOn),
    heldOff: a.heldOff + b.heldOff,
    overruled: a.overruled + b.overruled,
    givenAway: {
      assignments: a.givenAway.assignments + b.givenAway.assignments,
      days: a.givenAway.days + b.givenAway.days,
    },
    before: added(a.before, b.before),
    after: added(a.after, b.after),
  }
}

/** Prices of many packages changed by a percentage: each old and new price, and per currency who follows. */
export async function previewPrices(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: ChangePrices,
): Promise<PricesPreview> {
  requireAdmin(actor)
  const planned = await planPrices({ db, today }, input)
  const changed = planned.filter(row => row.problem === null && !sameTerms(row.before, row.after))
  const { effectiveOn, appliesTo } = input
  const changes = changed.map((row): TermsChange => {
    const { id, currency, after } = row
    return { packageId: id, currency, terms: after, effectiveOn, appliesTo, replacesVersion: null }
  })
  const figures = await getFigures({ db, actor, today }, changes)
  const impact = new Map<string, CurrencyImpact>()
  for (const { id, currency } of changed) {
    const of = figures.get(id)
    if (!of) continue
    const sum = impact.get(currency)
    impact.set(currency, { currency, ...(sum ? together(sum, of) : of) })
  }
  return {
    rows: planned.map(shownOf).sort(byName),
    changed: changed.length,
    impact: [...impact.values()].sort((a, b) => a.currency.localeCompare(b.currency)),
  }
}

/** Copies of many packages in another currency: names and prices as they would be saved. */
export async function previewCopies(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: DuplicateMany,
): Promise<PlannedPackage[]> {
  requireAdmin(actor)
  return (await planCopies({ db, today }, input)).map(shownOf).sort(byName)
}

export type Chosen = { id: number; name: string; revision: number; isArchived: boolean; assignments: number }

/** The chosen packages as they are now, with how many assignments of each have not ended. */
export async function listChosen(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: ArchiveMany,
): Promise<Chosen[]> {
  requireAdmin(actor)
  const ids = input.packages.map(({ id }) => id)
  return rowsOf<Chosen>(
    db,
    sql`select p.id::float8 as id, p.name, p.revision, p.archived_at is not null as "isArchived",
        (select count(*)::int from assignments a where a.package_id = p.id and (a.end_on is null or a.end_on >= ${today}::date)) as assignments
      from packages p where p.id = any(${array('bigint', ids)}) order by p.id`,
  )
}
