import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { charges } from '@/db/schema/billing'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { getAssignment, listAssignments, listAssignmentsAfter } from '@/lib/assignments/read/assignments'
import { runBilling } from '@/lib/billing-runs/start'
import { listCharges } from '@/lib/charges/read/charges'
import { getCharge } from '@/lib/charges/read/receipt'
import { undoCharge } from '@/lib/charges/write'
import { getDid, listDids, listDidsAfter } from '@/lib/dids/read/dids'
import { didEditSchema } from '@/lib/dids/schema'
import { updateDid } from '@/lib/dids/write/dids'
import { search } from '@/lib/search/read'
import { describeDatabases } from '@/testing/database'
import { assign, assignmentRow, makeCustomer, makeDid, makeManager, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { listHistory } from './history'

const everything = { after: null, before: null }

describeDatabases('a number that was moved', open => {
  let db: Db
  let former: Actor
  let present: Actor
  let oldCustomer: number
  let newCustomer: number
  let did: { id: number; number: string }
  let oldId: number
  const edit = async (fields: Record<string, unknown>, actor = admin) => {
    const was = await getDid({ db, actor: admin }, did.id)
    return updateDid({ db, actor, today }, didEditSchema.parse({ ...was, ...fields }))
  }
  beforeAll(async () => {
    db = await open()
    former = await makeManager(db)
    present = await makeManager(db)
    oldCustomer = await makeCustomer(db, { name: 'Former Orchard', accountManagerId: former.id })
    newCustomer = await makeCustomer(db, { name: 'Present Meadow', accountManagerId: present.id })
    const packageId = await makePackage(db, { name: 'Moving line' })
    did = await makeDid(db, oldCustomer)
    const fields = { packageId, didId: did.id, startOn: '2026-11-01', pastDates: 'charge' }
    oldId = await assign(db, { ...fields, reference: 'FORMER-1' })
    await edit({ carrier: 'First carrier' })
    const post = (throughOn: string) =>
      runBilling({ db, actor: admin }, { mode: 'post', throughOn, now: new Date(), today })
    await post(today)
    const [charge] = await db.select().from(charges).where(eq(charges.assignmentId, oldId))
    await undoCharge(
      { db, actor: admin, today },
      { chargeId: charge?.id ?? 0, reason: 'Orchard is right.', waive: false },
    )
    await edit({ customerId: newCustomer, openAssignments: 'move', reason: 'Orchard left.' })
    await post('2026-12-15')
    await edit({ carrier: 'Second carrier' })
  })
  const told = async (actor: Actor) =>
    JSON.stringify(
      [
        await listHistory({ db, actor }, { didId: did.id }, everything),
        await listHistory({ db, actor }, { customerId: newCustomer }, everything),
        await listCharges({ db, actor }, { didId: did.id }),
        await listAssignments({ db, actor }, { search: '', sort: '', filters: { didId: did.id }, today }),
        await listAssignmentsAfter({ db, actor }, { search: '', sort: '', filters: {}, today }, 0, 100),
        await listDids({ db, actor }, { search: did.number, sort: '', filters: {}, today }),
        await search({ db, actor }, 'FORMER-1'),
        await search({ db, actor }, 'Former'),
        await search({ db, actor }, did.number),
        await newHistory(actor),
      ],
      (_, value) => (typeof value === 'bigint' ? String(value) : value),
    )
  const newId = async () => {
    const [row] = await db.select().from(assignments).where(eq(assignments.movedFromId, oldId))
    return row?.id ?? 0
  }
  const newHistory = async (actor: Actor) =>
    listHistory({ db, actor }, { assignmentId: await newId() }, everything)

  test('names nothing of its former customer to the account manager of the new one', async () => {
    const text = await told(present)
    expect(text).toMatch(/Second carrier/)
    expect(text).toMatch(/did\.moved/)
    expect(text).not.toMatch(/FORMER-1|Orchard|charge\.undone|movedFrom|rootId/)
    const [charge] = await db.select().from(charges).where(eq(charges.assignmentId, oldId))
    expect(await getCharge({ db, actor: present }, charge?.id ?? 0)).toBeNull()
    expect(await getAssignment({ db, actor: present }, oldId)).toBeNull()
    const { reference } = await assignmentRow(db, await newId())
    const seen = JSON.stringify(await listHistory({ db, actor: former }, { assignmentId: oldId }, everything))
    expect(seen).toMatch(/assignment\.moved/)
    expect(seen).not.toMatch(new RegExp(`${reference}|Meadow|Orchard left`))
  })

  test('tells an admin all of it', async () => {
    expect(await told(admin)).toMatch(/Orchard left.*FORMER-1/)
  })

  test('is listed with the packages that its customer pays for, each once', async () => {
    const ask = { search: did.number, sort: '', filters: {}, today }
    expect((await listDids({ db, actor: present }, ask)).rows[0]?.packages).toEqual(['Moving line'])
    expect((await listDidsAfter({ db, actor: present }, ask, 0, 10))[0]?.packages).toHaveLength(1)
  })
})
