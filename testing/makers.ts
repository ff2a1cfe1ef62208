/** Makers for the tests of customers, DIDs and assignments; everything goes through the real mutations. */
import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { assignmentPointers, assignments } from '@/db/schema/assignments'
import { billingRuns, charges } from '@/db/schema/billing'
import { users } from '@/db/schema/users'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { assignmentSchema } from '@/lib/assignments/schema'
import { assignPackage } from '@/lib/assignments/write/assign'
import { customerSchema } from '@/lib/customers/schema'
import { createCustomer } from '@/lib/customers/write'
import { didSchema } from '@/lib/dids/schema'
import { createDid } from '@/lib/dids/write/dids'
import { packageSchema } from '@/lib/packages/schema'
import { createPackage } from '@/lib/packages/write/packages'
import { termsVersionsOf } from '@/lib/planning/terms'
import { Refusal } from '@/lib/refusal/refusal'
import { today } from './today'

let count = 0
const next = () => ++count

export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refusal)) throw new Error(`not refused: ${String(error)}`)
  return error
}

export async function makeManager(db: Db, changes: Partial<Actor> = {}): Promise<Actor & { id: string }> {
  const id = `manager-${next()}`
  const email = `${id}@example.com`
  await db.insert(users).values({ id, name: id, email })
  return { email, name: id, role: 'account_manager', canSeeCost: false, ...changes, id }
}

export async function makePackage(db: Db, fields: Record<string, unknown> = {}): Promise<number> {
  const input = packageSchema.parse({
    name: `Package ${next()}`,
    retail: '10',
    cost: '4',
    frequency: 'monthly',
    match: '1',
    currency: 'USD',
    ...fields,
  })
  return (await createPackage({ db, actor: admin, today }, input)).id
}

export async function makeCustomer(db: Db, fields: Record<string, unknown> = {}): Promise<number> {
  const n = next()
  const input = customerSchema.parse({
    accountCode: `C${n}`,
    name: `Customer ${n}`,
    currency: 'USD',
    ...fields,
  })
  return (await createCustomer({ db, actor: admin }, input)).id
}

export async function makeDid(db: Db, customerId: number | null, fields: Record<string, unknown> = {}) {
  const input = didSchema.parse({ number: `4420${String(next()).padStart(8, '0')}`, customerId, ...fields })
  return createDid({ db, actor: admin }, input)
}

export function assignmentInput(fields: Record<string, unknown>) {
  return assignmentSchema.parse({ startOn: today, ...fields })
}

export async function assign(db: Db, fields: Record<string, unknown>, actor: Actor = admin): Promise<number> {
  return (await assignPackage({ db, actor, today }, assignmentInput(fields))).id
}

export async function assignmentRow(db: Db, id: number) {
  const [row] = await db
    .select()
    .from(assignments)
    .innerJoin(assignmentPointers, eq(assignmentPointers.assignmentId, assignments.id))
    .where(eq(assignments.id, id))
  if (!row) throw new Error('no assignment')
  return { ...row.assignments, nextDueOn: row.assignment_pointers.nextDueOn }
}

/** Writes a charge as a run would, without the ledger: what the rules of ending look at. */
export async function postCharge(
  db: Db,
  assignmentId: number,
  line: {
    periodFrom: string
    periodTo: string
    kind?: 'recurring' | 'credit' | 'minimum_spend'
    numerator?: number
    denominator?: number
  },
): Promise<void> {
  const row = await assignmentRow(db, assignmentId)
  const [run] = await db.insert(billingRuns).values({ mode: 'post', throughOn: today }).returning()
  const version = (await termsVersionsOf(db, [row.packageId])).get(row.packageId)?.[0]
  if (!run || !version) throw new Error('no run')
  const kind = line.kind ?? 'recurring'
  await db.insert(charges).values({
    runId: run.id,
    assignmentId,
    customerId: row.payerId,
    didId: row.didId,
    packageId: row.packageId,
    versionId: version.id,
    kind,
    billingOn: line.periodFrom,
    postedOn: today,
    periodFrom: line.periodFrom,
    periodTo: line.periodTo,
    opensOn: line.periodFrom,
    settlement: kind === 'credit' ? 1 : 0,
    changeNumber: version.changeNumber,
    quantity: row.quantity,
    unitRetailMicro: 10_000_000,
    unitCostMicro: 4_000_000,
    numerator: line.numerator ?? 1,
    denominator: line.denominator ?? 1,
    retailMinor: kind === 'credit' ? -500n : 1000n,
    costMinor: kind === 'credit' ? -200n : 400n,
    currency: 'USD',
    isDebited: true,
    explanation: 'A charge of a test.',
  })
}
