import { asc, eq, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { assignmentPointers, assignments } from '@/db/schema/assignments'
import { auditLog } from '@/db/schema/audit'
import { customers, dids } from '@/db/schema/customers'
import { ledgerEntries } from '@/db/schema/ledger'
import { packageVersions } from '@/db/schema/packages'
import { payments } from '@/db/schema/payments'
import { usage } from '@/db/schema/usage'
import { users } from '@/db/schema/users'
import { describeDatabases, describePostgres, withOwner } from '@/testing/database'
import { type Imported, importProvider, importText, provider, told } from '@/testing/imports'
import { today } from '@/testing/today'
import { fileKinds } from './layouts'

const counts = ({ report: { created, changed, unchanged, saved } }: Imported) => ({
  created,
  changed,
  unchanged,
  saved,
})

describeDatabases('importing the files of a provider', open => {
  let db: Db
  let first: Imported[]
  beforeAll(async () => {
    db = await open()
    first = await importProvider(db)
  })

  test('every row of good files is new', () => {
    expect(first.flatMap(done => told(done.problems))).toEqual([])
    expect(first.map(counts).map(({ created, saved }) => [created, saved])).toEqual([
      [3, true],
      [3, true],
      [4, true],
      [4, true],
      [4, true],
      [3, true],
    ])
  })

  test('the same files again change nothing', async () => {
    const movedBefore = await db.$count(ledgerEntries)
    for (const kind of fileKinds) {
      const again = await importText(db, kind, provider[kind])
      expect(counts(again)).toMatchObject({ created: 0, changed: 0, unchanged: again.report.rows })
    }
    expect(await db.$count(ledgerEntries)).toBe(movedBefore)
  })

  test('a check counts as the import does', async () => {
    for (const kind of fileKinds) {
      const checked = await importText(db, kind, provider[kind], { mode: 'check' })
      expect(counts(checked)).toMatchObject({ created: 0, unchanged: checked.report.rows, saved: false })
    }
  })

  test('customers: text, currency decimals, and one invited account manager for two spellings', async () => {
    const rows = await db.select().from(customers).orderBy(asc(customers.accountCode))
    expect(rows.map(row => [row.accountCode, row.name, row.email, row.debitLimitMinor])).toEqual([
      ['C1', 'Harbour Dental', 'accounts@harbour.example', 25000n],
      ['C2', 'Tamarind, Taxis', null, -5n],
      ['C3', 'Atlas Hotel', null, 0n],
    ])
    const [manager] = await db.select().from(users)
    expect(manager).toMatchObject({ email: 'mei.tan@example.com', role: 'account_manager' })
    expect(rows.map(row => row.accountManagerId === manager?.id)).toEqual([true, false, true])
    expect(first[0]?.report.notes).toEqual([
      'No user has mei.tan@example.com yet: invited as account manager.',
    ])
  })

  test('DIDs: digits, stock, disabled', async () => {
    const rows = await db.select().from(dids).orderBy(asc(dids.number))
    expect(rows.map(row => [row.number, row.customerId === null, row.carrier, row.isEnabled])).toEqual([
      ['442079460001', false, 'Voxbridge', true],
      ['442079460002', false, 'Voxbridge', false],
      ['442079460003', true, 'Bandline', true],
    ])
  })

  test('packages: terms from the first day on, defaults where a cell is empty', async () => {
    const rows = await db.select().from(packageVersions).orderBy(asc(packageVersions.id))
    expect(rows.map(row => [row.number, row.effectiveOn])).toEqual(Array(4).fill([1, '1970-01-01']))
    expect(rows[0]).toMatchObject({ retailMicro: 1_500_000, match: [15, 31], firstPeriod: 'prorate' })
    expect(rows[1]).toMatchObject({ every: 1, match: [], timing: 'advance', whenFundsShort: 'charge' })
    expect(rows[2]).toMatchObject({ type: 'free_minutes', destination: ['44', '91'] })
    expect(rows[3]).toMatchObject({ every: 2, match: [1, 5], timing: 'arrears', whenFundsShort: 'hold' })
  })

  test('assignments: the DID’s customer pays, the next run looks at each from its start', async () => {
    const rows = await db.select().from(assignments).orderBy(asc(assignments.reference))
    const [payer] = await db.select().from(customers).where(eq(customers.accountCode, 'C1'))
    expect(rows[0]).toMatchObject({
      payerId: payer?.id,
      customerId: null,
      endedOn: null,
    })
    const pointers = await db.select().from(assignmentPointers).orderBy(asc(assignmentPointers.assignmentId))
    expect(pointers.map(p => p.nextDueOn)).toEqual(rows.map(row => row.startOn))
    expect(rows[1]).toMatchObject({ quantity: 12, endOn: '2027-11-30', autoDecrementCredit: false })
    expect(rows[2]).toMatchObject({ minutes: 300, setupWaived: true })
    expect(rows[3]).toMatchObject({ minimumDays: 90, quantity: 2, chargeFromOn: null })
    expect(first[3]?.report.notes).toEqual([
      '1 assignment starts in the past: the next run charges 7 past billing dates (9.90 USD).',
    ])
  })

  test('payments: completed ones move the balance, each entry names the balance after it', async () => {
    const entries = await db.select().from(ledgerEntries).orderBy(asc(ledgerEntries.id))
    expect(entries.map(row => [row.kind, row.occurredOn, row.amountMinor, row.balanceAfterMinor])).toEqual([
      ['payment', '2026-11-01', 25000n, 25000n],
      ['payment', '2026-11-03', 5000n, 5000n],
    ])
    const rows = await db.select().from(customers).orderBy(asc(customers.accountCode))
    expect(rows.map(row => row.balanceMinor)).toEqual([25000n, 5000n, 0n])
  })

  test('usage: the day in the billing time zone, digits, six decimals', async () => {
    const rows = await db.select().from(usage).orderBy(asc(usage.usageId))
    expect(rows.map(row => [row.startedOn, row.destination, row.seconds, row.chargeMicro])).toEqual([
      ['2026-11-01', '919876543210', 184, 950_667n],
      ['2026-11-01', null, null, 37_560_000n],
      ['2026-11-01', '4930123456', 0, 0n],
    ])
  })

  test('an import leaves one row in the audit log', async () => {
    const rows = await db.select().from(auditLog).where(eq(auditLog.action, 'dids.imported'))
    expect(rows[0]).toMatchObject({ actor: 'command line', label: 'dids.csv', after: { created: 3 } })
  })
})

describeDatabases('all or nothing', open => {
  test('one bad row, and nothing of the file is saved: no row, no invitation, no entry of the log', async () => {
    const db = await open()
    const text = `${provider.customers}C4,Fourth,USD,,1.234,new@example.com\nC5,Fifth,USD,,,\n`
    const { report, problems } = await importText(db, 'customers', text)
    expect(told(problems)).toEqual(['5 debit_limit: Enter at most 2 decimals.'])
    expect(report).toMatchObject({ saved: false, created: 4, problemCount: 1 })
    expect([await db.$count(customers), await db.$count(users), await db.$count(auditLog)]).toEqual([0, 0, 0])
  })

  test('a check saves nothing', async () => {
    const db = await open()
    const { report } = await importText(db, 'customers', provider.customers, { mode: 'check' })
    expect(report).toMatchObject({ saved: false, created: 3, problemCount: 0 })
    expect([await db.$count(customers), await db.$count(users)]).toEqual([0, 0])
  })

  test('a file that stops being CSV after good rows saves nothing', async () => {
    const db = await open()
    await expect(importText(db, 'customers', `${provider.customers}C4,"open`)).rejects.toThrow(/Line 5/)
    expect(await db.$count(customers)).toBe(0)
    await importText(db, 'customers', provider.customers)
    // Several statements a batch, which were under way when the reading failed.
    await expect(importText(db, 'payments', `${provider.payments}P5,"open`)).rejects.toThrow(/Line 6/)
    expect([await db.$count(payments), await db.$count(ledgerEntries)]).toEqual([0, 0])
  })

  test('a balance that fails to move takes its payments back', async () => {
    const db = await open({ fresh: true })
    await importText(db, 'customers', provider.customers)
    await withOwner(db, owner =>
      owner.execute(sql`alter table customers add constraint never check (balance_minor <> 5000)`),
    )
    await expect(importText(db, 'payments', provider.payments)).rejects.toThrow()
    expect([await db.$count(payments), await db.$count(ledgerEntries)]).toEqual([0, 0])
  })

  test('an account manager is refused', async () => {
    const db = await open({ fresh: true })
    const actor = {
      id: 'm',
      email: 'm@example.com',
      name: 'M',
      role: 'account_manager',
      canSeeCost: true,
    } as const
    await expect(importText(db, 'customers', provider.customers, { actor })).rejects.toThrow(/Only an admin/)
    await expect(importText(db, 'customers', provider.customers, { actor, mode: 'check' })).rejects.toThrow(
      /Only an admin/,
    )
  })

  test('the past of an assignment is counted by the planner, through today', async () => {
    const db = await open({ fresh: true })
    for (const kind of ['customers', 'dids', 'packages'] as const) await importText(db, kind, provider[kind])
    const { report } = await importText(db, 'assignments', provider.assignments, { mode: 'check', on: today })
    expect(report.notes[0]).toMatch(/7 past billing dates \(9\.90 USD\)/)
    const later = await importText(db, 'assignments', provider.assignments, {
      mode: 'check',
      on: '2026-12-01',
    })
    expect(later.report.notes[0]).toMatch(/3 assignments start in the past/)
  })
})

describePostgres('an import that takes a while', open => {
  test('who is no admin any more when the file has been read saves nothing of it', async () => {
    const db = await open()
    const email = 'ada@example.com'
    await db.insert(users).values({ id: 'ada', name: 'Ada', email, role: 'admin', canSeeCost: true })
    const actor = { id: 'ada', email, name: 'Ada', role: 'admin', canSeeCost: true } as const
    const whileItIsRead = () => db.update(users).set({ isActive: false }).where(eq(users.id, 'ada'))
    const upload = importText(db, 'customers', provider.customers, { actor, onRead: whileItIsRead })
    await expect(upload).rejects.toThrow(/Only an admin/)
    expect(await db.$count(customers)).toBe(0)
  })
})
