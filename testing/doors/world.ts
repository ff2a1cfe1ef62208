/** Somebody's data, and the four who may knock at a door: nobody, another's account manager, its own, an admin. */
import { randomUUID } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { billingRuns, charges } from '@/db/schema/billing'
import { settings } from '@/db/schema/settings'
import { chargeWaivers } from '@/db/schema/waivers'
import { commandLineActor as admin } from '@/lib/access/actor'
import { waiveComing } from '@/lib/assignments/write/waive-coming'
import { bulkInputSchema } from '@/lib/bulk/schema'
import { applyBulk } from '@/lib/bulk/write/apply'
import { todayIn } from '@/lib/calendar-date'
import { paymentSchema } from '@/lib/payments/schema'
import { createPayment } from '@/lib/payments/write'
import { inviteUser } from '@/lib/users/write/invitations'
import { assign, makeCustomer, makeDid, makePackage, postCharge } from '../makers'
import { makeUser, sessionCookie, startWithAdmin } from '../people'

export const knockers = ['nobody', 'stranger', 'owner', 'admin'] as const
export type Knocker = (typeof knockers)[number]

export type People = { cookies: Record<Knocker, string | undefined>; ownerId: string; strangerId: string }

/** An admin and two account managers without cost, each with a session of their own. */
export async function makePeople(db: Db): Promise<People> {
  await startWithAdmin(db)
  const ownerId = await makeUser(db, 'owner@example.com')
  const strangerId = await makeUser(db, 'stranger@example.com')
  return {
    ownerId,
    strangerId,
    cookies: {
      nobody: undefined,
      stranger: await sessionCookie(db, 'stranger@example.com'),
      owner: await sessionCookie(db, 'owner@example.com'),
      admin: await sessionCookie(db, 'ada@example.com'),
    },
  }
}

/** A unit cost that no other figure of a test looks like, in millionths and as it is written. */
export const secretCost = { micro: 7_654_321, text: '7.654321' }

let count = 0

/** A customer of the owner with a DID, assignments, a charge, a payment and a simulated run, all named by one word. */
export async function makeWorld(db: Db, people: People) {
  count += 1
  const n = String(count).padStart(5, '0')
  const word = `zephyr${n}`
  const today = todayIn('UTC', new Date())
  const packageId = await makePackage(db, { name: `Plan ${n}`, retail: '20', cost: secretCost.text })
  const customerId = await makeCustomer(db, {
    accountCode: word.toUpperCase(),
    name: `Customer ${word}`,
    accountManagerId: people.ownerId,
  })
  const did = await makeDid(db, customerId, { number: `97155${n}` })
  const reference = `${word}-plan`
  const assignmentId = await assign(db, { packageId, customerId, reference })
  const chargedId = await assign(db, { packageId, didId: did.id, reference: `${word}-did` })
  await postCharge(db, chargedId, { periodFrom: '2026-11-23', periodTo: '2026-12-23' })
  const [charge] = await db
    .select({ id: charges.id, runId: charges.runId })
    .from(charges)
    .where(eq(charges.assignmentId, chargedId))
  const payment = await createPayment(
    { db, actor: admin, today },
    paymentSchema.parse({
      reference: `${word}-paid`,
      customerAccountCode: word.toUpperCase(),
      paidOn: '2026-11-01',
      amount: '10',
      status: 'pending',
    }),
  )
  await db
    .update(billingRuns)
    .set({ status: 'completed' })
    .where(eq(billingRuns.id, charge?.runId ?? 0))
  const [simulation] = await db
    .insert(billingRuns)
    .values({ mode: 'simulate', status: 'completed', throughOn: today, startedBy: people.ownerId })
    .returning({ id: billingRuns.id })
  if (!charge || !simulation) throw new Error('no charge')
  return {
    ...{ db, people, word, today, packageId, customerId, assignmentId, reference, chargedId },
    number: did.number,
    didId: did.id,
    chargeId: charge.id,
    postedRunId: charge.runId,
    paymentId: payment.id,
    simulationId: simulation.id,
    packageName: `Plan ${n}`,
  }
}

export type World = Awaited<ReturnType<typeof makeWorld>>

/** Somebody who was invited and has no password yet. */
export async function makeInvited({ db, word }: World): Promise<string> {
  const email = `${randomUUID()}@example.com`
  const input = {
    email,
    name: word,
    role: 'account_manager' as const,
    canSeeCost: false,
  }
  return (await inviteUser({ db, actor: admin, now: new Date() }, input)).userId
}

export async function settingsRevision({ db }: World): Promise<number> {
  const [row] = await db.select({ n: settings.revision }).from(settings)
  return row?.n ?? 0
}

/** A bulk change of the owner: another quantity of what the customer has. */
export async function makeBulk({ db, people, customerId, packageId, today }: World): Promise<number> {
  const owner = {
    id: people.ownerId,
    email: 'owner',
    name: 'owner',
    role: 'account_manager',
    canSeeCost: false,
  } as const
  const selection = { kind: 'customer', ids: [customerId] }
  const change = bulkInputSchema.parse({
    ...{ do: 'quantity', selection, packageId, effectiveOn: today },
    quantity: ++count,
  })
  return (await applyBulk({ db, actor: owner, today }, { change, count: 1 })).id
}

/** A coming charge that somebody waived. */
export async function makeWaiver(world: World): Promise<number> {
  await waiveComing({ db: world.db, actor: admin, today: world.today }, comingCharge(world))
  const [row] = await world.db
    .select({ id: chargeWaivers.id })
    .from(chargeWaivers)
    .orderBy(desc(chargeWaivers.id))
    .limit(1)
  return row?.id ?? 0
}

let months = 0

/** A coming charge of the owner's assignment to waive; another one each time. */
export function comingCharge(world: World) {
  months += 1
  const year = Number(world.today.slice(0, 4))
  const at = Number(world.today.slice(5, 7)) - 1 + months
  const first = `${year + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`
  return {
    ...{ assignmentId: world.assignmentId, kind: 'recurring' as const, periodFrom: first, billingOn: first },
    reason: 'A test of who may.',
  }
}
