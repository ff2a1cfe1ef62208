import { and, asc, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { users } from '@/db/schema/users'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { getCustomer } from './read/customers'
import { customerEditSchema, customerSchema } from './schema'
import { createCustomer, updateCustomer } from './write'

describeDatabases('customers', open => {
  let db: Db
  let manager: Actor & { id: string }
  beforeAll(async () => {
    db = await open()
    manager = await makeManager(db)
  })
  const edit = async (id: number, fields: Record<string, unknown>, actor: Actor = admin) => {
    const was = await getCustomer({ db, actor: admin }, id)
    if (!was) throw new Error('no customer')
    const { accountCode, name, currency, accountManagerId, revision } = was
    const input = { id, accountCode, name, currency, accountManagerId, revision, ...fields }
    return updateCustomer({ db, actor }, customerEditSchema.parse(input))
  }

  test('an account code is unique', async () => {
    await makeCustomer(db, { accountCode: 'SAME', name: 'First' })
    const work = createCustomer(
      { db, actor: admin },
      customerSchema.parse({ accountCode: 'SAME', name: 'Second', currency: 'USD' }),
    )
    expect((await refusalOf(work)).fieldErrors?.accountCode).toBe('First already has the account code SAME.')
  })

  test('only an admin adds customers', async () => {
    const input = customerSchema.parse({ accountCode: 'MINE', name: 'Mine', currency: 'USD' })
    expect((await refusalOf(createCustomer({ db, actor: manager }, input))).formError).toContain(
      'Only an admin',
    )
  })

  test('the currency is for life once anything is in it', async () => {
    const id = await makeCustomer(db)
    await edit(id, { currency: 'EUR' })
    await assign(db, { packageId: await makePackage(db, { currency: 'EUR' }), customerId: id })
    expect((await refusalOf(edit(id, { currency: 'USD' }))).fieldErrors?.currency).toContain('Keep EUR')
  })

  test('is handed to nobody who may not sign in, and stays with who may not any more', async () => {
    const gone = await makeManager(db)
    const id = await makeCustomer(db, { accountManagerId: gone.id })
    await db.update(users).set({ isActive: false }).where(eq(users.id, gone.id))
    expect(await edit(id, { name: 'Renamed' })).toMatchObject({ name: 'Renamed' })
    const other = await makeCustomer(db)
    for (const accountManagerId of [gone.id, 'nobody'])
      expect((await refusalOf(edit(other, { accountManagerId }))).fieldErrors).toHaveProperty(
        'accountManagerId',
      )
  })

  test('an account manager changes name and e-mail of their own, and nothing else', async () => {
    const id = await makeCustomer(db, { accountManagerId: manager.id, debitLimit: '5' })
    const kept = { debitLimit: '5' }
    await edit(id, { ...kept, name: 'New name', email: 'a@example.com' }, manager)
    expect(await getCustomer({ db, actor: manager }, id)).toMatchObject({
      name: 'New name',
      email: 'a@example.com',
    })
    const work = edit(id, { debitLimit: '100', accountCode: 'X', accountManagerId: '' }, manager)
    expect(Object.keys((await refusalOf(work)).fieldErrors ?? {}).sort()).toEqual([
      'accountCode',
      'accountManagerId',
      'debitLimit',
    ])
  })

  test("another's customer does not exist for an account manager", async () => {
    const id = await makeCustomer(db)
    expect(await getCustomer({ db, actor: manager }, id)).toBeNull()
    const notYours = await refusalOf(edit(id, { name: 'Taken over' }, manager))
    expect(notYours.formError).toContain('does not exist')
    expect((await getCustomer({ db, actor: admin }, id))?.name).not.toBe('Taken over')
  })

  test('handing over is one audited step', async () => {
    const id = await makeCustomer(db)
    await edit(id, { accountManagerId: manager.id })
    const audits = await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.entity, 'customer'), eq(auditLog.entityId, String(id))))
      .orderBy(asc(auditLog.id))
    expect(audits.at(-1)).toMatchObject({
      action: 'customer.updated',
      before: { accountManager: null, revision: 1 },
      after: { accountManager: manager.email, revision: 2 },
    })
  })

  test('a save that changes nothing is no save', async () => {
    const id = await makeCustomer(db)
    await edit(id, {})
    expect((await getCustomer({ db, actor: admin }, id))?.revision).toBe(1)
  })

  test('the second of two editors is told who changed what', async () => {
    const id = await makeCustomer(db)
    await edit(id, { name: 'Theirs' })
    const stale = await refusalOf(edit(id, { name: 'Ours', revision: 1 }))
    expect(stale.formError).toContain('command line changed the name to “Theirs”')
    expect((await getCustomer({ db, actor: admin }, id))?.name).toBe('Theirs')
  })
})
