/** Short words for lives that are written by hand: package P, assignment `a`, monthly 30.00 on the 1st. */
import type { AssignStep, ExpectedLine, LifeKind, Step, TypedTerms } from './steps'

const monthly: TypedTerms = {
  ...{ frequency: 'monthly', match: '1', first: 'prorate', last: 'prorate', retail: '30' },
}

/** `kind payer billing posting from to retail` */
function line(text: string): ExpectedLine {
  const [
    kind = '',
    payer = '',
    billing_date = '',
    posting_date = '',
    period_from = '',
    period_to = '',
    retail = '',
  ] = text.split(' ')
  return { kind: kind as LifeKind, payer, billing_date, posting_date, period_from, period_to, retail }
}

const lines = (texts: string[]) => ({ lines: texts.map(line) })
export const run = (today: string, through: string, ...texts: string[]): Step => ({
  ...{ t: 'run', today, through, ...lines(texts) },
})
export const undo = (today: string, number: number, ...texts: string[]): Step => ({
  ...{ t: 'undo', today, run: number, ...lines(texts) },
})
export const undoLine = (
  today: string,
  kind: 'recurring' | 'credit',
  key: [string, number],
  ...texts: string[]
): Step => ({
  ...{ t: 'undo_line', today, a: 'a', kind, from: key[0], settlement: key[1], ...lines(texts) },
})
export const version = (
  today: string,
  from: string,
  terms: TypedTerms,
  scope: 'all' | 'new' = 'all',
): Step => ({
  ...{ t: 'version', today, p: 'P', from, scope, terms: { ...monthly, ...terms } },
})
export const quantity = (today: string, q: number, from = today): Step => ({
  t: 'quantity',
  today,
  a: 'a',
  from,
  q,
})

/** Package P, and assignment `a` of it to a DID of C1 from 1 December 2026. */
export function sold(terms: TypedTerms = {}, assign: Partial<AssignStep> = {}): Step[] {
  const today = assign.today ?? '2026-12-01'
  return [
    { t: 'package', today: '2026-11-01', p: 'P', terms: { ...monthly, ...terms } },
    { t: 'assign', today, a: 'a', p: 'P', customer: 'C1', did: '44', q: 1, S: '2026-12-01', ...assign },
  ]
}

export const december = 'recurring C1 2026-12-01 2026-12-01 2026-12-01 2027-01-01 30.00'
export const decemberUndone = 'reversal C1 2026-12-01 2026-12-12 2026-12-01 2027-01-01 -30.00'
export const credit = 'credit C1 2026-12-11 2026-12-11 2026-12-11 2027-01-01 -20.32'
