import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { assignments } from '@/db/schema/assignments'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { getDid } from '@/lib/dids/read/dids'
import { didEditSchema } from '@/lib/dids/schema'
import { updateDid } from '@/lib/dids/write/dids'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeDid, makeManager, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { getAssignment } from './assignments'
import { listMoves } from './moves'

describeDatabases('where a moved assignment came from and went', open => {
  test('is named to who may see the other customer, and to nobody else', async () => {
    const db = await open()
    const former = await makeManager(db)
    const present = await makeManager(db)
    const from = await makeCustomer(db, { accountManagerId: former.id })
    const to = await makeCustomer(db, { accountManagerId: present.id })
    const did = await makeDid(db, from)
    const packageId = await makePackage(db)
    const fields = { packageId, didId: did.id, startOn: '2026-11-24', reference: 'OLD' }
    const oldId = await assign(db, fields)
    const was = await getDid({ db, actor: admin }, did.id)
    const move = { ...was, customerId: to, openAssignments: 'move' }
    await updateDid({ db, actor: admin, today }, didEditSchema.parse(move))
    const [next] = await db.select().from(assignments).where(eq(assignments.movedFromId, oldId))
    const moves = async (actor: Actor, id: number) => {
      const assignment = await getAssignment({ db, actor }, id)
      return assignment && listMoves({ db, actor }, assignment)
    }
    const went = (part: unknown) => ({ from: null, to: { part, movedOn: today, before: '2026-11-24' } })
    const came = (part: unknown) => ({ from: { part, countedFrom: '2026-11-24' }, to: null })
    const id = next?.id ?? 0
    expect(await moves(admin, oldId)).toEqual(went({ id, reference: next?.reference }))
    expect(await moves(admin, id)).toEqual(came({ id: oldId, reference: 'OLD' }))
    expect(await moves(former, oldId)).toEqual(went(null))
    expect(await moves(present, id)).toEqual(came(null))
    expect([await moves(former, id), await moves(present, oldId)]).toEqual([null, null])
  })
})
