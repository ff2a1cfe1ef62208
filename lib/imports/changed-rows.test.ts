import { asc, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { auditLog } from '@/db/schema/audit'
import { customers, dids } from '@/db/schema/customers'
import { ledgerEntries } from '@/db/schema/ledger'
import { packages, packageVersions } from '@/db/schema/packages'
import { payments } from '@/db/schema/payments'
import { describeDatabases } from '@/testing/database'
import { importText, provider, told } from '@/testing/imports'
import { assignmentRow } from '@/testing/makers'
import { today } from '@/testing/today'
import { type FileKind, fileKinds } from './layouts'

async function load(db: Db, ...kinds: FileKind[]): Promise<void> {
  for (const kind of fileKinds) if (kinds.includes(kind)) await importText(db, kind, provider[kind])
}

const changed = (kind: FileKind, from: string, to: string) => provider[kind].replace(from, to)

describeDatabases('a row of a key that is there already', open => {
  test('a customer changes, and the change is in the log', async () => {
    const db = await open({ fresh: true })
    await load(db, 'customers')
    const { report } = await importText(
      db,
      'customers',
      changed('customers', 'Harbour Dental', 'Harbour Clinic'),
    )
    expect(report).toMatchObject({ created: 0, changed: 1, unchanged: 2, saved: true })
    const [row] = await db.select().from(customers).where(eq(customers.accountCode, 'C1'))
    expect(row).toMatchObject({ name: 'Harbour Clinic', revision: 2, debitLimitMinor: 25000n })
    const [entry] = await db.select().from(auditLog).where(eq(auditLog.action, 'customer.updated'))
    expect(entry).toMatchObject({
      before: { name: 'Harbour Dental', revision: 1 },
      after: { name: 'Harbour Clinic', revision: 2 },
      reason: 'Imported from a file',
    })
  })

  test('a column that the file does not have keeps what is there; an empty cell is the default', async () => {
    const db = await open({ fresh: true })
    await load(db, 'customers', 'dids')
    const short = await importText(db, 'customers', 'account_code,name,currency\nC1,Harbour Dental,USD\n')
    expect(short.report).toMatchObject({ unchanged: 1 })
    const empty = await importText(
      db,
      'customers',
      'account_code,name,currency,email\nC1,Harbour Dental,USD,\n',
    )
    expect(empty.report).toMatchObject({ changed: 1 })
    const [row] = await db.select().from(customers).where(eq(customers.accountCode, 'C1'))
    expect([row?.email, row?.debitLimitMinor]).toEqual([null, 25000n])
    await importText(db, 'dids', 'number,enabled\n442079460001,no\n')
    const [did] = await db.select().from(dids).where(eq(dids.number, '442079460001'))
    expect(did).toMatchObject({ isEnabled: false, carrier: 'Voxbridge', customerId: row?.id })
  })

  test('a number with open assignments does not move by file; one without does', async () => {
    const db = await open({ fresh: true })
    await load(db, 'customers', 'dids', 'packages', 'assignments')
    const busy = await importText(db, 'dids', 'number,customer_account_code\n442079460001,C3\n')
    expect(told(busy.problems)).toEqual([
      '2 customer_account_code: This number belongs to C1 and has 1 open assignment: move it in the app, which asks what to do with it.',
    ])
    const idle = await importText(db, 'dids', 'number,customer_account_code\n442079460003,C3\n')
    expect(idle.report).toMatchObject({ changed: 1, saved: true })
  })

  test('a package changes its name but not its terms, and gets no second version', async () => {
    const db = await open({ fresh: true })
    await load(db, 'packages')
    const named = await importText(db, 'packages', changed('packages', 'UK DID', 'UK number'))
    expect(named.report).toMatchObject({ changed: 1, unchanged: 3 })
    const priced = await importText(
      db,
      'packages',
      changed('packages', 'UK DID', 'UK number').replace(',1.5,', ',1.6,'),
    )
    expect(told(priced.problems)).toEqual([
      '2 retail: Retail is 1.50 and here 1.60. Change terms in the app: it asks from which date.',
    ])
    expect(await db.$count(packageVersions)).toBe(4)
    const [row] = await db.select().from(packages).where(eq(packages.code, 'did'))
    expect(row).toMatchObject({ name: 'UK number', revision: 2 })
  })

  test('an archived package stays with who has it and is not newly assigned', async () => {
    const db = await open({ fresh: true })
    await load(db, 'customers', 'dids', 'packages', 'assignments')
    await db.update(packages).set({ archivedAt: new Date() }).where(eq(packages.code, 'did'))
    const again = await importText(db, 'assignments', provider.assignments)
    expect(again.report).toMatchObject({ unchanged: 4, saved: true })
    const more = await importText(
      db,
      'assignments',
      'reference,package_code,did,start_date\nA9,did,442079460002,2026-11-23\n',
    )
    expect(told(more.problems)).toEqual([
      '2 package_code: UK DID is archived and cannot be newly assigned: choose another.',
    ])
  })

  test('an assignment that no run has looked at changes; its package and target do not', async () => {
    const db = await open({ fresh: true })
    await load(db, 'customers', 'dids', 'packages', 'assignments')
    const earlier = await importText(db, 'assignments', changed('assignments', '2026-09-01', '2026-08-01'))
    expect(earlier.report).toMatchObject({ changed: 1, saved: true })
    const [row] = await db.select().from(assignments).where(eq(assignments.reference, 'A1'))
    expect(row).toMatchObject({ startOn: '2026-08-01', revision: 2 })
    expect((await assignmentRow(db, row?.id ?? 0)).nextDueOn).toBe('2026-08-01')
    const other = await importText(db, 'assignments', changed('assignments', 'A1,did', 'A1,spam'))
    expect(told(other.problems)).toEqual([expect.stringMatching(/^2 package_code: .*another package/)])
  })

  test('an assignment that was billed keeps its start and quantity, and its new end was entered today', async () => {
    const db = await open({ fresh: true })
    await load(db, 'customers', 'dids', 'packages', 'assignments')
    await db.execute(
      sql`update assignment_pointers set looked_through_on = '2026-10-31', next_due_on = '2026-11-15'`,
    )
    const moved = await importText(db, 'assignments', changed('assignments', ',2026-09-01,', '3,2026-08-01,'))
    expect(moved.problems.map(problem => problem.column)).toEqual(['start_date', 'quantity'])
    const ended = await importText(
      db,
      'assignments',
      changed('assignments', '2026-09-01,,', '2026-09-01,2026-12-31,'),
    )
    expect(ended.report).toMatchObject({ changed: 1, saved: true })
    const [row] = await db.select().from(assignments).where(eq(assignments.reference, 'A1'))
    expect(row).toMatchObject({ endOn: '2026-12-31', endedOn: today })
    expect((await assignmentRow(db, row?.id ?? 0)).nextDueOn).toBe('2026-09-01')
  })

  test('a pending payment is completed once, a completed one only cancelled, and the ledger mirrors it', async () => {
    const db = await open({ fresh: true })
    await load(db, 'customers', 'payments')
    const done = changed('payments', '10.50,pending', '11.50,completed')
    expect((await importText(db, 'payments', done)).report).toMatchObject({ changed: 1, saved: true })
    expect((await importText(db, 'payments', done)).report).toMatchObject({ changed: 0, unchanged: 4 })
    const dearer = await importText(db, 'payments', done.replace('11.50', '12.50'))
    expect(told(dearer.problems)).toEqual([
      '3 amount: This payment is completed with 11.50 USD: its amount stays.',
    ])
    const undone = await importText(db, 'payments', provider.payments.replace('10.50', '11.50'))
    expect(told(undone.problems)).toEqual(['3 status: This payment is completed. It can only be cancelled.'])
    await importText(db, 'payments', done.replace('completed,\n', 'cancelled,\n'))
    const entries = await db.select().from(ledgerEntries).orderBy(asc(ledgerEntries.id))
    expect(entries.map(row => [row.kind, row.amountMinor, row.balanceAfterMinor])).toEqual([
      ['payment', 25000n, 25000n],
      ['payment', 5000n, 5000n],
      ['payment', 1150n, 26150n],
      ['payment_cancelled', -1150n, 25000n],
    ])
    const back = await importText(db, 'payments', done)
    expect(told(back.problems)).toEqual([expect.stringMatching(/^3 status: .*cancelled and stays so/)])
    expect(await db.$count(payments)).toBe(4)
  })
})
