import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { didRangeSchema } from '@/lib/dids/schema'
import { createRange } from '@/lib/dids/write/range'
import { textSource } from '@/lib/imports/source'
import { importFile } from '@/lib/imports/write/import'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeDid, makeManager, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { assignmentsCsv, customersCsv, didsCsv } from './lists'

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

describeDatabases('lists as files', open => {
  let db: Db
  let owner: Actor
  let customerId: number
  beforeAll(async () => {
    db = await open()
    owner = await makeManager(db)
    customerId = await makeCustomer(db, {
      accountCode: 'H1',
      name: '=Harbour',
      debitLimit: '-5',
      accountManagerId: owner.id,
    })
    await makeCustomer(db, { accountCode: 'X1', name: 'Foreign' })
    const packageId = await makePackage(db, { code: 'plan', name: 'Plan', retail: '12.5', cost: '7.654321' })
    const did = await makeDid(db, customerId, { number: '442079460001', carrier: 'Vox' })
    await assign(db, { packageId, didId: did.id, reference: 'R1', quantity: 2 })
    await assign(db, { packageId, customerId, reference: 'R2' })
  })
  const everything = { search: '', sort: '', page: 1, filters: {}, today }

  test('a formula is neutralised, an amount stays a number, and only the own customers are in it', async () => {
    const csv = await textOf(customersCsv({ db, actor: owner }, everything))
    expect(csv.split('\r\n')).toEqual([
      'account_code,name,currency,email,debit_limit,account_manager_email,balance,available',
      `H1,'=Harbour,USD,,-5.00,${owner.email},0.00,-5.00`,
      '',
    ])
    expect((await textOf(customersCsv({ db, actor: admin }, everything))).split('\r\n')).toHaveLength(4)
  })

  test.each(["'t Hooft", "''", '＝1+1', '-Dash', '@at', "'＋44"])(
    'a file of a customer that is called %s changes nothing when it comes back',
    async name => {
      const accountCode = `${name}-code`
      await makeCustomer(db, { accountCode, name })
      const csv = await textOf(customersCsv({ db, actor: admin }, { ...everything, search: name }))
      expect(csv).toContain(`\r\n'${name}`)
      const timeZone = 'UTC'
      const source = textSource('customers.csv', csv)
      const request = { kind: 'customers', mode: 'save', source, today, timeZone, currency: 'USD' } as const
      const { created, changed, unchanged, problemCount } = await importFile({ db, actor: admin }, request)
      expect({ created, changed, unchanged, problemCount }).toMatchObject({
        created: 0,
        changed: 0,
        problemCount: 0,
      })
      expect(unchanged).toBeGreaterThan(0)
    },
  )

  test('assignments say what they come to, never what they cost', async () => {
    const csv = await textOf(assignmentsCsv({ db, actor: owner }, everything))
    expect(csv).toContain(
      "R1,plan,,442079460001,2,2026-11-23,,yes,,no,,Plan,'=Harbour,active,2,12.5,USD,Monthly on 1,2026-12-01",
    )
    expect(csv).toContain('R2,plan,H1,,1,2026-11-23')
    expect(csv).not.toContain('7.654321')
    expect(
      await textOf(assignmentsCsv({ db, actor: owner }, { ...everything, filters: { target: 'did' } })),
    ).not.toContain('R2')
  })

  test('what is exported is imported again without a change', async () => {
    for (const [kind, pieces] of [
      ['customers', customersCsv({ db, actor: admin }, everything)],
      ['dids', didsCsv({ db, actor: admin }, everything)],
      ['assignments', assignmentsCsv({ db, actor: admin }, everything)],
    ] as const) {
      const source = textSource(`${kind}.csv`, await textOf(pieces))
      const report = await importFile(
        { db, actor: admin },
        {
          kind,
          mode: 'check',
          source,
          today,
          timeZone: 'UTC',
          currency: 'USD',
        },
      )
      expect([kind, report.problemCount, report.created, report.changed]).toEqual([kind, 0, 0, 0])
    }
  })

  test('more rows than a piece has are all there, each once', async () => {
    const range = { first: '4930000000', last: '4930004999', customerId, carrier: 'Bulk' }
    await createRange({ db, actor: admin }, didRangeSchema.parse(range))
    const csv = await textOf(didsCsv({ db, actor: owner }, { ...everything, filters: { carrier: 'Bulk' } }))
    const numbers = csv.trim().split('\r\n').slice(1)
    expect([numbers.length, new Set(numbers).size]).toEqual([5000, 5000])
  })
})
