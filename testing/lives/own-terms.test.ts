/**
 * A provider with own prices and suspensions, everything known from the beginning: `testdata/own-terms` has what one
 * run through 2026-06-30 posts, worked out elsewhere.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { ReferenceBook } from './reference'
import type { OwnPriceKind, SuspensionKind, TypedTerms } from './steps'

type Row = Record<string, string | undefined>
const today = '2025-10-01'
const through = '2026-06-30'

/** Windows in which calls drew from free minutes (SPEC 8), which the reference leaves out. */
const withFreeMinutes = [
  ...['A000025 2026-01-16', 'A000025 2026-02-17', 'A000107 2026-02-17', 'A000025 2026-02-20'],
  ...['A000096 2026-01-31', 'A000038 2026-03-01', 'A000025 2026-03-27', 'A000032 2026-05-15'],
  'A000025 2026-05-01',
]

function rows(name: string): Row[] {
  const text = readFileSync(join(import.meta.dirname, 'testdata/own-terms', `${name}.csv`), 'utf8')
  return parse(text, { columns: true })
}

const filled = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ''))

function termsOf(row: Row): TypedTerms {
  const p = filled(row)
  return {
    frequency: p.frequency as TypedTerms['frequency'],
    every: Number(p.every ?? 1),
    match: p.frequency_match,
    timing: p.timing as TypedTerms['timing'],
    first: p.first_period as TypedTerms['first'],
    last: p.last_period as TypedTerms['last'],
    retail: p.retail,
    cost: p.cost,
    setup_retail: p.setup_retail,
    setup_cost: p.setup_cost,
    minimum: p.minimum_spend === 'yes',
    grace: Number(p.usage_grace_days ?? 0),
  }
}

function ownPriceOf(row: Row): { how: OwnPriceKind; x: string } {
  if (row.price) return { how: 'price', x: row.price }
  if (row.percent_off) return { how: 'percent', x: row.percent_off }
  return { how: 'amount', x: row.amount_off ?? '' }
}

function typeEverything(book: ReferenceBook): void {
  for (const { code = '', currency, ...row } of rows('packages'))
    book.take({ t: 'package', today, p: code, currency, terms: termsOf(row) })
  const holders = new Map(rows('dids').map(row => [row.number, row.customer_account_code]))
  for (const row of rows('assignments')) {
    const {
      reference: a = '',
      package_code: p = '',
      did,
      start_date: S = '',
      end_date: E,
      quantity: q,
    } = filled(row)
    const customer = (did ? holders.get(did) : row.customer_account_code) ?? ''
    const waived = { setup_waived: row.setup_waived === 'yes' }
    book.take({ t: 'assign', today, a, p, customer, did, q: Number(q ?? 1), S, E, ...waived })
  }
  for (const row of rows('prices').map(filled)) {
    const { assignment_reference: a = '', from = '', until, price, percent_off, amount_off } = row
    book.take({ t: 'price', today, a, from, until, ...ownPriceOf({ price, percent_off, amount_off }) })
  }
  for (const row of rows('suspensions').map(filled)) {
    const { assignment_reference: a = '', from: F = '', resumes: R, kind } = row
    book.take({ t: 'suspend', today, a, F, R, kind: kind as SuspensionKind | undefined })
  }
  for (const row of rows('usage')) {
    const { usage_id: id = '', customer_account_code: customer = '', started_at = '', charge = '' } = row
    const did = row.did === '' ? undefined : row.did
    book.take({ t: 'usage', today, id, customer, did, on: started_at.slice(0, 10), charge })
  }
}

it('posts what one run over own prices and suspensions posts', () => {
  const book = new ReferenceBook()
  typeEverything(book)
  const isCounted = (text: string) =>
    !text.includes('minimum_spend') || !withFreeMinutes.some(window => text.includes(window))
  const lines = book
    .take({ t: 'run', today: through, through })
    .map(line =>
      [
        ...[line.billing_date, line.kind, line.payer, line.a, line.period_from, line.period_to],
        ...[line.quantity, line.retail, line.cost],
      ].join(' '),
    )
  const expected = rows('charges-2026-06-30').map(row =>
    [
      ...[row.billing_date, row.kind, row.customer_account_code, row.assignment_reference],
      ...[row.period_from, row.period_to, row.quantity, row.retail_amount, row.cost_amount],
    ].join(' '),
  )
  expect(expected).toHaveLength(2355)
  expect(lines.filter(isCounted).sort()).toEqual(expected.filter(isCounted).sort())
})
