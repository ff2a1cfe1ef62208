import { type Cell, csvText } from '@/lib/csv/text'
import { minorText } from '../money'
import type { Statement, StatementLine } from './read'

const columns = [
  'date',
  'description',
  'detail',
  'period_from',
  'period_to',
  'amount',
  'balance',
  'currency',
  'posting_date',
]

/**
 * The statement as CSV: opening, lines, closing; what waits for an invoice follows without a balance. `date` is the
 * billing date, `posting_date` the day by which the statement goes; `period_to` is the day after the last.
 */
export function statementCsv(statement: Statement): string {
  const { currency } = statement.customer
  const money = (minor: bigint | null): Cell =>
    minor === null ? null : { decimal: minorText(minor, currency) }
  const balance = (on: string, what: string, minor: bigint): Cell[] => [
    on,
    what,
    null,
    null,
    null,
    null,
    money(minor),
    currency,
    on,
  ]
  const row = (line: StatementLine): Cell[] => [
    line.on,
    line.what,
    line.detail,
    line.periodFrom,
    line.periodTo,
    money(line.amountMinor),
    money(line.balanceMinor),
    currency,
    line.postedOn,
  ]
  return csvText([
    columns,
    balance(statement.from, `Opening balance of ${statement.customer.accountCode}`, statement.openingMinor),
    ...statement.lines.map(row),
    balance(statement.to, 'Closing balance', statement.closingMinor),
    ...statement.toInvoice.map(row),
  ])
}
