import { asc, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { customers } from '@/db/schema/customers'
import { ledgerEntries } from '@/db/schema/ledger'
import { payments } from '@/db/schema/payments'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { Refusal } from '@/lib/refusal/refusal'
import { describeDatabases } from '@/testing/database'
import { importText, provider } from '@/testing/imports'
import { today } from '@/testing/today'
import { hasPayments, listPayments } from './read'
import { adjustmentSchema, paymentSchema } from './schema'
import { adjustBalance, createPayment, updatePaymentStatus } from './write'

const manager: Actor = {
  id: 'nobody',
  email: 'm@example.com',
  name: 'M',
  role: 'account_manager',
  canSeeCost: true,
}

const input = (fields: Record<string, string> = {}) =>
  paymentSchema.parse({
    reference: 'P1',
    customerAccountCode: 'C1',
    paidOn: '2026-11-20',
    amount: '12.50',
    ...fields,
  })

async function balances(db: Db) {
  const rows = await db.select().from(customers).orderBy(asc(customers.accountCode))
  return rows.map(row => row.balanceMinor)
}

const fieldsOf = (work: Promise<unknown>) =>
  work.then(
    () => 'saved',
    (error: unknown) => (error instanceof Refusal ? (error.fieldErrors ?? error.formError) : error),
  )

describeDatabases('payments', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await importText(db, 'customers', provider.customers)
  })

  test('a completed payment raises the balance on its own date, a pending one does not', async () => {
    await createPayment({ db, actor: admin, today }, input())
    await createPayment(
      { db, actor: admin, today },
      input({ reference: 'P2', amount: '1', status: 'pending' }),
    )
    expect(await balances(db)).toEqual([1250n, 0n, 0n])
    const [entry] = await db.select().from(ledgerEntries)
    expect(entry).toMatchObject({ kind: 'payment', occurredOn: '2026-11-20', balanceAfterMinor: 1250n })
  })

  test('completing and cancelling move it, each once however often it is asked', async () => {
    const [pending] = await db.select().from(payments).where(eq(payments.reference, 'P2'))
    const change = (status: 'completed' | 'cancelled') =>
      updatePaymentStatus({ db, actor: admin, today }, { id: pending?.id ?? 0, status })
    await change('completed')
    await change('completed')
    expect(await balances(db)).toEqual([1350n, 0n, 0n])
    await change('cancelled')
    await change('cancelled')
    expect(await balances(db)).toEqual([1250n, 0n, 0n])
    expect(await fieldsOf(change('completed'))).toEqual({ status: expect.stringMatching(/stays so/) })
    const entries = await db.select().from(ledgerEntries).orderBy(asc(ledgerEntries.id))
    expect(
      entries.map(row => [row.kind, row.occurredOn, row.amountMinor, row.balanceAfterMinor]).slice(1),
    ).toEqual([
      ['payment', '2026-11-20', 100n, 1350n],
      ['payment_cancelled', today, -100n, 1250n],
    ])
    expect(await db.$count(auditLog, eq(auditLog.action, 'payment.cancelled'))).toBe(1)
  })

  test.each<[string, Record<string, string>, Record<string, RegExp>]>([
    ['a reference that is taken', {}, { reference: /already has the reference P1/ }],
    ['a customer who is not there', { customerAccountCode: 'C404' }, { customerAccountCode: /No customer/ }],
    [
      'cents of a yen',
      { reference: 'P3', customerAccountCode: 'C2', amount: '1.5' },
      { amount: /no decimals/ },
    ],
    ['nothing', { reference: 'P3', amount: '0.00' }, { amount: /above 0/ }],
  ])('%s is refused on its field, and nothing is saved', async (_name, fields, sentences) => {
    const before = await db.$count(payments)
    const expected = Object.entries(sentences).map(([field, sentence]) => [
      field,
      expect.stringMatching(sentence),
    ])
    expect(await fieldsOf(createPayment({ db, actor: admin, today }, input(fields)))).toEqual(
      Object.fromEntries(expected),
    )
    expect(await db.$count(payments)).toBe(before)
  })

  test('many at once lose nothing', async () => {
    const [before] = await balances(db)
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        createPayment({ db, actor: admin, today }, input({ reference: `Many ${n}`, amount: '0.01' })),
      ),
    )
    expect((await balances(db))[0]).toBe((before ?? 0n) + 20n)
  })

  test('an adjustment moves the balance either way, with its reason, for admins', async () => {
    const adjust = (actor: Actor, fields: Record<string, string>) =>
      adjustBalance(
        { db, actor, today },
        adjustmentSchema.parse({
          customerAccountCode: 'C1',
          direction: 'credit',
          amount: '3.25',
          reason: 'Goodwill',
          ...fields,
        }),
      )
    const [before = 0n] = await balances(db)
    await adjust(admin, {})
    await adjust(admin, { direction: 'debit', amount: '1.25', reason: 'Late fee' })
    expect((await balances(db))[0]).toBe(before + 200n)
    const entries = await db.select().from(ledgerEntries).where(eq(ledgerEntries.kind, 'adjustment'))
    expect(entries.map(row => [row.amountMinor, row.description])).toEqual([
      [325n, 'Goodwill'],
      [-125n, 'Late fee'],
    ])
    expect(await fieldsOf(adjust(admin, { customerAccountCode: 'C2', amount: '0.5' }))).toHaveProperty(
      'amount',
    )
    expect(await fieldsOf(adjust(manager, {}))).toMatch(/Only an admin/)
    expect(await checkLedger(db)).toEqual([])
  })

  test('an account manager adds none, changes none and sees those of their customers alone', async () => {
    expect(await fieldsOf(createPayment({ db, actor: manager, today }, input({ reference: 'P9' })))).toMatch(
      /Only an admin/,
    )
    expect(
      await fieldsOf(updatePaymentStatus({ db, actor: manager, today }, { id: 1, status: 'cancelled' })),
    ).toMatch(/Only an admin/)
    const all = { search: '', status: null, after: null, before: null }
    expect((await listPayments({ db, actor: manager }, all)).rows).toEqual([])
    expect(await hasPayments({ db, actor: manager })).toBe(false)
    const [customer] = await db.select().from(customers).where(eq(customers.accountCode, 'C1'))
    const own = { ...manager, id: customer?.accountManagerId ?? null }
    expect((await listPayments({ db, actor: own }, all)).rows).toHaveLength(22)
  })

  test('a list is paged by date and id, forth and back', async () => {
    const lines = Array.from({ length: 120 }, (_, n) => `L${n},C3,2026-0${1 + (n % 9)}-01,1,pending,`)
    await importText(
      db,
      'payments',
      `reference,customer_account_code,date,amount,status,description\n${lines.join('\n')}`,
    )
    const ask = { search: 'atlas', status: null, after: null, before: null }
    const first = await listPayments({ db, actor: admin }, ask)
    const second = await listPayments({ db, actor: admin }, { ...ask, after: first.next })
    const third = await listPayments({ db, actor: admin }, { ...ask, after: second.next })
    const references = [first, second, third].flatMap(page => page.rows.map(row => row.reference))
    expect([references.length, new Set(references).size, third.next, first.previous]).toEqual([
      120,
      120,
      null,
      null,
    ])
    const back = await listPayments({ db, actor: admin }, { ...ask, before: third.previous })
    expect(back.rows.map(row => row.id)).toEqual(second.rows.map(row => row.id))
  })
})
