import { expect, test } from 'vitest'
import { payments } from '@/db/schema/payments'
import { describeDatabases } from '@/testing/database'
import { makeCustomer } from '@/testing/makers'
import { listCustomerPayments } from './money'

describeDatabases('the payments of a customer', open => {
  test('are paged by place: what comes in meanwhile moves no row to another page', async () => {
    const db = await open()
    const [customerId, otherId] = [await makeCustomer(db), await makeCustomer(db)]
    const payment = (n: number, paidOn: string, of = customerId) => ({
      ...{ reference: `P${of}-${n}`, customerId: of, paidOn, amountMinor: 100n },
    })
    const days = Array.from({ length: 120 }, (_, n) =>
      payment(n, `2026-01-${String(1 + (n % 20)).padStart(2, '0')}`),
    )
    await db.insert(payments).values([...days, payment(0, '2026-01-05', otherId)])
    const page = (position = {}) => listCustomerPayments(db, customerId, position)
    const first = await page()
    expect([first.count, first.rows.length, first.previous]).toEqual([120, 50, null])
    await db.insert(payments).values(payment(120, '2026-02-01'))
    const second = await page({ after: first.next })
    const third = await page({ after: second.next })
    const seen = [...first.rows, ...second.rows, ...third.rows]
    expect(new Set(seen.map(row => row.id)).size).toBe(120)
    expect(seen.map(row => row.paidOn)).toEqual(
      seen
        .map(row => row.paidOn)
        .toSorted()
        .toReversed(),
    )
    expect(third.next).toBeNull()
    expect((await page({ before: third.previous })).rows).toEqual(second.rows)
  })
})
