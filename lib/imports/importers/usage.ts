import { enteredAheadProblem } from '@/lib/fields/entered-date'
import { type UsageInput, usageSchemaIn } from '@/lib/usage/schema'
import { readRow } from '../cells'
import type { ImportContext, Importer } from '../importer'
import { type Lookup, lookup } from '../lookup'
import { customerIds, didIds, type SavedUsage, savedUsage } from '../read/usage'
import type { RowProblem } from '../report'
import type { RawRow } from '../rows'
import { insertUsage, type UsageValues } from '../write/usage'
import { didOf } from './assignment-row'
import { unknownCustomer } from './dids'

const columns = {
  usageId: 'usage_id',
  customerAccountCode: 'customer_account_code',
  did: 'did',
  started: 'started_at',
  destination: 'destination',
  seconds: 'seconds',
  chargeMicro: 'charge',
}

type Row = { line: number; values: UsageValues }

/** usage.csv. Rows never change: the same id again says the same thing again, or is refused. */
export function usageImporter(context: ImportContext): Importer {
  const customers = lookup(customerIds)
  const dids = lookup(didIds)
  const schema = usageSchemaIn(context.timeZone)
  return {
    keyOf: row => row.cells.usage_id ?? '',
    take: async (db, raws) => {
      const problems: RowProblem[] = []
      await customers.fill(
        db,
        raws.map(row => row.cells.customer_account_code ?? ''),
      )
      await dids.fill(db, raws.map(didOf))
      const rows = raws.flatMap((raw): Row[] => {
        const input = readRow<UsageInput>(schema, cellsOf(raw), { columns, line: raw.line }, problems)
        const values = input && resolve(raw.line, input, { customers, dids }, problems)
        return values ? [{ line: raw.line, values }] : []
      })
      const saved = await savedUsage(
        db,
        rows.map(row => row.values.usageId),
      )
      const isNew = (row: Row) => !saved.has(row.values.usageId)
      const aheadOf = (row: Row) =>
        isNew(row) ? enteredAheadProblem(row.values.startedOn, context.today) : null
      const created = rows.filter(row => isNew(row) && aheadOf(row) === null)
      const before = problems.length
      for (const row of rows) {
        const ahead = aheadOf(row)
        if (ahead !== null) problems.push({ line: row.line, column: 'started_at', reason: ahead })
        const was = saved.get(row.values.usageId)
        if (was && !sameUsage(was, row.values)) problems.push(changedUsage(row))
      }
      const refused = problems.length - before
      return {
        created: created.length,
        changed: 0,
        unchanged: rows.length - created.length - refused,
        problems,
        save: created.length === 0 ? async () => {} : insertUsage(created.map(row => row.values)),
      }
    },
    finish: async () => [],
  }
}

function cellsOf({ cells }: RawRow) {
  return {
    usageId: cells.usage_id,
    customerAccountCode: cells.customer_account_code,
    did: cells.did,
    started: cells.started_at,
    destination: cells.destination,
    seconds: cells.seconds,
    chargeMicro: cells.charge,
  }
}

function resolve(
  line: number,
  input: UsageInput,
  { customers, dids }: { customers: Lookup<number>; dids: Lookup<number> },
  problems: RowProblem[],
): UsageValues | null {
  const customerId = customers.get(input.customerAccountCode)
  if (customerId === undefined) problems.push(unknownCustomer(line, input.customerAccountCode))
  const didId = input.did === null ? null : dids.get(input.did)
  if (didId === undefined)
    problems.push({ line, column: 'did', reason: `There is no DID ${input.did}. Import the DIDs first.` })
  if (customerId === undefined || didId === undefined) return null
  return {
    usageId: input.usageId,
    customerId,
    didId,
    startedAt: input.started.at,
    startedOn: input.started.on,
    destination: input.destination,
    seconds: input.seconds,
    chargeMicro: input.chargeMicro,
  }
}

function sameUsage(saved: SavedUsage, values: UsageValues): boolean {
  return (
    saved.customerId === values.customerId &&
    saved.didId === values.didId &&
    saved.startedAt.getTime() === Date.parse(values.startedAt) &&
    saved.destination === values.destination &&
    saved.seconds === values.seconds &&
    saved.chargeMicro === BigInt(values.chargeMicro)
  )
}

function changedUsage({ line, values }: Row): RowProblem {
  const reason = `${values.usageId} exists already with other values. Usage is never changed: give a correction an id of its own, with a charge below 0 if it takes something back.`
  return { line, column: 'usage_id', reason }
}
