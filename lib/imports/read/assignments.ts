import { eq, type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { assignmentPointers, assignments } from '@/db/schema/assignments'
import { customers, dids } from '@/db/schema/customers'
import { array, unnest } from '@/db/unnest'

export type KnownDid = {
  id: number
  number: string
  customerId: number | null
  customer: string | null
  currency: string | null
}

/** DIDs by number, with who has them. */
export async function didsByNumber(db: Db, numbers: readonly string[]): Promise<Map<string, KnownDid>> {
  const rows = await db
    .select({
      id: dids.id,
      number: dids.number,
      customerId: dids.customerId,
      customer: customers.name,
      currency: customers.currency,
    })
    .from(dids)
    .leftJoin(customers, eq(customers.id, dids.customerId))
    .where(sql`${dids.number} = any(${array('text', numbers)})`)
  return new Map(rows.map(row => [row.number, row]))
}

const savedColumns = {
  id: assignments.id,
  reference: assignments.reference,
  packageId: assignments.packageId,
  customerId: assignments.customerId,
  didId: assignments.didId,
  payerId: assignments.payerId,
  currency: customers.currency,
  rootId: assignments.rootId,
  payersBefore: assignments.payersBefore,
  quantity: assignments.quantity,
  startOn: assignments.startOn,
  endOn: assignments.endOn,
  endedOn: assignments.endedOn,
  autoDecrementCredit: assignments.autoDecrementCredit,
  minutes: assignments.minutes,
  setupWaived: assignments.setupWaived,
  minimumDays: assignments.minimumDays,
  lookedThroughOn: assignmentPointers.lookedThroughOn,
  revision: assignments.revision,
}

/** What is saved under these references. */
export async function savedAssignments(db: Db, references: readonly string[]) {
  const rows = await db
    .select(savedColumns)
    .from(assignments)
    .innerJoin(assignmentPointers, eq(assignmentPointers.assignmentId, assignments.id))
    .innerJoin(customers, eq(customers.id, assignments.payerId))
    .where(sql`${assignments.reference} = any(${array('text', references)})`)
  return new Map(rows.map(row => [row.reference, row]))
}

export type SavedAssignment =
  Awaited<ReturnType<typeof savedAssignments>> extends Map<string, infer Row> ? Row : never

/**
 * Takes the customers who pay, in id order and before anything else as every writer does, then the DIDs. Answers with
 * the DIDs that belong to somebody else by now: what was read about them before the locks does not hold.
 */
export async function lockTargets(
  tx: Db,
  targets: readonly { payerId: number; didId: number | null }[],
  strength: 'key share' | 'update',
): Promise<number[]> {
  const payers = [...new Set(targets.map(target => target.payerId))]
  await tx.execute(lock(sql`customers`, payers, strength))
  const owners = new Map(
    targets.flatMap(target => (target.didId === null ? [] : [[target.didId, target.payerId] as const])),
  )
  const rows = await rowsOf<{ id: string; customer_id: string | null }>(
    tx,
    lock(sql`dids`, [...owners.keys()], 'share', sql`id, customer_id`),
  )
  return rows.filter(row => Number(row.customer_id) !== owners.get(Number(row.id))).map(row => Number(row.id))
}

function lock(table: SQL, ids: readonly number[], strength: string, columns = sql`id`): SQL {
  return sql`select ${columns} from ${table} where id in (select * from ${unnest(['bigint', ids])})
    order by id for ${sql.raw(strength)}`
}
