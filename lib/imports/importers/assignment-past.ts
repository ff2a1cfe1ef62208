/** What the next run through today does because of a file: the planner's own lines, counted and summed before anything is saved. */
import type { Within } from '@/lib/access/context'
import { loadFacts } from '@/lib/assignments/read/lines'
import { linesOf } from '@/lib/billing/charge'
import { type Line, newAssignment, withEnd } from '@/lib/billing/line'
import { segmentsOf } from '@/lib/billing/segment'
import { settlementsOf } from '@/lib/billing/settlement'
import { type CalendarDate, toDay } from '@/lib/calendar-date'
import { minorExponent } from '@/lib/currency'
import { formatMinor } from '@/lib/money'
import { withLedger } from '@/lib/planning/ledger'
import type { SavedAssignment } from '../read/assignments'
import type { AssignmentRow } from './assignment-row'

type Sums = Map<string, bigint>

/** New assignments that start in the past, and posted periods whose end the file changes. */
export type Past = {
  assignments: number
  charges: number
  charged: Sums
  /** Windows of minimum spend: what they charge depends on usage, which may be loaded after this file. */
  windows: number
  settlements: number
  settled: Sums
}

export function nothingPast(): Past {
  return { assignments: 0, charges: 0, charged: new Map(), windows: 0, settlements: 0, settled: new Map() }
}

function add(sums: Sums, currency: string, { retailMinor }: Line): void {
  sums.set(currency, (sums.get(currency) ?? 0n) + retailMinor)
}

/** Counts what a new assignment that starts in the past is charged by the next run through today. */
export function countPast(past: Past, { values, sold }: AssignmentRow, today: CalendarDate): void {
  if (values.startOn >= today) return
  const facts = newAssignment({
    startOn: toDay(values.startOn),
    endBefore: values.endOn === null ? null : toDay(values.endOn) + 1,
    quantity: values.quantity,
    versions: sold.versions,
    setupWaived: values.setupWaived,
    currencyExponent: minorExponent(sold.currency),
  })
  past.assignments += 1
  for (const line of linesOf(facts, facts.startOn, toDay(today))) {
    if (line.skip !== null) continue
    if (line.kind === 'minimum_spend') past.windows += 1
    else {
      past.charges += 1
      add(past.charged, sold.currency, line)
    }
  }
}

type Ended = { before: SavedAssignment; after: { endOn: CalendarDate | null } }

/** Counts what ends of the file give back, or charge after all, of periods that are posted. */
export async function countSettled(
  { db, today }: Within<'today'>,
  past: Past,
  changes: readonly Ended[],
): Promise<void> {
  const ended = changes.filter(({ before, after }) => before.endOn !== after.endOn)
  if (ended.length === 0) return
  const day = toDay(today)
  for (const currency of new Set(ended.map(({ before }) => before.currency))) {
    const own = new Map(
      ended.flatMap(({ before, after }) =>
        before.currency === currency ? [[before.id, after] as const] : [],
      ),
    )
    const { assignments } = await withLedger(db, await loadFacts(db, [...own.keys()], currency), true)
    for (const facts of assignments) {
      const endOn = own.get(facts.id)?.endOn ?? null
      const changed = withEnd(facts, endOn === null ? null : toDay(endOn) + 1, day)
      for (const line of settlementsOf(changed, segmentsOf(changed))) {
        if (line.billingOn > day) continue
        past.settlements += 1
        add(past.settled, currency, line)
      }
    }
  }
}

const count = (n: number, word: string) => `${n.toLocaleString('en-US')} ${word}${n === 1 ? '' : 's'}`

function amounts(sums: Sums): string {
  return [...sums].map(([currency, minor]) => `${formatMinor(minor, currency)} ${currency}`).join(', ')
}

/** The sentences of a check: how many charges of past dates, and settlements, the next run through today posts, and their sums. */
export function pastNotes(past: Past): string[] {
  const notes: string[] = []
  const { assignments, charges, windows, settlements } = past
  if (assignments > 0) {
    const start = `${count(assignments, 'assignment')} start${assignments === 1 ? 's' : ''} in the past`
    const sum = charges === 0 ? '' : ` (${amounts(past.charged)})`
    notes.push(`${start}: the next run charges ${count(charges, 'past billing date')}${sum}.`)
  }
  if (windows > 0)
    notes.push(
      `It also closes ${count(windows, 'window')} of minimum spend, which count the usage that is there then.`,
    )
  if (settlements > 0)
    notes.push(
      `The ends change ${count(settlements, 'posted period')}: the next run settles ${amounts(past.settled)}.`,
    )
  return notes
}
