/** The lists of customers, DIDs and assignments as CSV: the columns that import reads, and a few to look at behind them. */
import type { Within } from '@/lib/access/context'
import { type AssignmentAsk, listAssignmentsAfter } from '@/lib/assignments/read/assignments'
import { describeRows } from '@/lib/assignments/read/describe'
import { type Cell, csvPieces } from '@/lib/csv/text'
import { type CustomerAsk, listCustomersAfter } from '@/lib/customers/read/customers'
import { type DidAsk, listDidsAfter } from '@/lib/dids/read/dids'
import { fileLayouts } from '@/lib/imports/layouts'
import { microText, minorText } from '@/lib/money'

// On the embedded database a piece is read in one go: more would keep others waiting.
const pieceSize = 1_000

/** Rows a piece at a time until there are no more; each piece begins behind the last id of the one before. */
async function* everyPiece<Row extends { id: number }>(
  read: (afterId: number, limit: number) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  let afterId = 0
  for (;;) {
    const rows = await read(afterId, pieceSize)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < pieceSize) return
    afterId = last.id
  }
}

const yesNo = (is: boolean) => (is ? 'yes' : 'no')

/** customers.csv of a list, with balance and available funds. */
export function customersCsv({ db, actor }: Within<'actor'>, ask: Pick<CustomerAsk, 'search' | 'filters'>) {
  const pieces = everyPiece((after, limit) => listCustomersAfter({ db, actor }, ask, after, limit))
  async function* cells(): AsyncGenerator<Cell[]> {
    for await (const rows of pieces)
      for (const row of rows) {
        const amount = (minor: bigint) => ({ decimal: minorText(minor, row.currency) })
        yield [
          ...[row.accountCode, row.name, row.currency, row.email],
          ...[amount(row.debitLimitMinor), row.managerEmail],
          ...[amount(row.balanceMinor), amount(row.availableMinor)],
        ]
      }
  }
  return csvPieces([...fileLayouts.customers.columns, 'balance', 'available'], cells(), pieceSize)
}

/** dids.csv of a list, with the customer's name and the codes of the open packages. */
export function didsCsv({ db, actor }: Within<'actor'>, ask: Pick<DidAsk, 'search' | 'filters' | 'today'>) {
  const pieces = everyPiece((after, limit) => listDidsAfter({ db, actor }, ask, after, limit))
  async function* cells(): AsyncGenerator<Cell[]> {
    for await (const rows of pieces)
      for (const row of rows)
        yield [
          ...[{ decimal: row.number }, row.accountCode, row.carrier, yesNo(row.isEnabled)],
          ...[row.customer, row.packages.join('|')],
        ]
  }
  return csvPieces([...fileLayouts.dids.columns, 'customer', 'packages'], cells(), pieceSize)
}

const assignmentExtras = [
  ...['package', 'payer', 'status', 'quantity_now', 'retail', 'currency', 'schedule', 'next_charge'],
]

/** assignments.csv of a list, with what it comes to today. Cost is in none of its columns. */
export function assignmentsCsv({ db, actor }: Within<'actor'>, ask: AssignmentAsk) {
  const pieces = everyPiece((after, limit) => listAssignmentsAfter({ db, actor }, ask, after, limit))
  async function* cells(): AsyncGenerator<Cell[]> {
    for await (const rows of pieces) {
      const described = new Map(
        (await describeRows({ db, actor, today: ask.today }, rows)).map(row => [row.id, row]),
      )
      for (const row of rows) {
        const now = described.get(row.id)
        yield [
          ...[row.reference, row.packageCode, row.didId === null ? row.accountCode : null],
          ...[row.number === null ? null : { decimal: row.number }, row.quantity, row.startOn, row.endOn],
          ...[yesNo(row.autoDecrementCredit), row.minutes, yesNo(row.setupWaived), row.minimumDays],
          ...[row.package, row.customer, now?.status ?? null, now?.quantityNow ?? null],
          ...[now ? { decimal: microText(now.retailMicro) } : null, row.currency],
          ...[now?.schedule ?? null, now?.nextOn ?? null],
        ]
      }
    }
  }
  return csvPieces([...fileLayouts.assignments.columns, ...assignmentExtras], cells(), pieceSize)
}
