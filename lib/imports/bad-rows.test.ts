import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { describeDatabases } from '@/testing/database'
import { importProvider, importText, told } from '@/testing/imports'
import { type FileKind, fileLayouts } from './layouts'

type Row = Record<string, string>

/** A file of one kind whose rows are `base` with some cells changed. */
function fileOf(kind: FileKind, base: Row, changes: Row[]): string {
  const { columns } = fileLayouts[kind]
  const rows = changes.map(change => columns.map(column => ({ ...base, ...change })[column] ?? '').join(','))
  return [columns.join(','), ...rows].join('\n')
}

const customer = { account_code: 'C9', name: 'Ninth', currency: 'USD' }
const did = { number: '442079460900', customer_account_code: 'C1' }
const sold = { code: 'new', name: 'New', currency: 'USD', retail: '5', frequency: 'monthly' }
const assigned = { reference: 'A9', package_code: 'did', did: '442079460001', start_date: '2026-11-23' }
const paid = { reference: 'P9', customer_account_code: 'C1', date: '2026-11-23', amount: '5' }
const used = { usage_id: 'U9', customer_account_code: 'C1', started_at: '2026-11-23', charge: '1' }

const cases: [FileKind, Row, Row, RegExp][] = [
  ['customers', customer, { account_code: '' }, /^2 account_code: Enter an account code/],
  ['customers', customer, { name: 'x'.repeat(201) }, /^2 name: .*200 characters/],
  ['customers', customer, { currency: 'US Dollar' }, /^2 currency: /],
  ['customers', customer, { email: 'nobody' }, /^2 email: .*such as/],
  ['customers', customer, { debit_limit: '1e9' }, /^2 debit_limit: /],
  ['customers', customer, { debit_limit: '１２' }, /^2 debit_limit: /],
  ['customers', customer, { currency: 'JPY', debit_limit: '1.5' }, /^2 debit_limit: .*no decimals/],
  ['customers', customer, { account_manager_email: 'mei' }, /^2 account_manager_email: /],
  ['customers', customer, { account_code: 'C1', currency: 'EUR' }, /^2 currency: Keep USD/],
  ['dids', did, { number: '02079460900' }, /^2 number: Start with the country code/],
  ['dids', did, { number: '=1+1' }, /^2 number: /],
  ['dids', did, { customer_account_code: 'C404' }, /^2 customer_account_code: No customer .* C404/],
  ['dids', did, { enabled: 'perhaps' }, /^2 enabled: /],
  ['packages', sold, { name: '' }, /^2 name: /],
  ['packages', sold, { code: '' }, /^2 code: /],
  ['packages', sold, { retail: '12.3456789' }, /^2 retail: .*6 decimals/],
  ['packages', sold, { cost: '-1' }, /^2 cost: /],
  ['packages', sold, { every: '61' }, /^2 every: /],
  ['packages', sold, { frequency: 'hourly' }, /^2 frequency: /],
  ['packages', sold, { frequency_match: '15|32' }, /^2 frequency_match: .*32/],
  ['packages', sold, { minimum_spend: 'yes', frequency: '' }, /^2 frequency: .*minimum spend/],
  ['packages', sold, { type: 'free_minutes', destination: '(a+)+$' }, /^2 destination: /],
  ['packages', sold, { connexcs_package: 'Teleport' }, /^2 connexcs_package: .*Transcription/],
  ['packages', sold, { name: 'uk did' }, /^2 name: The package did already has this name/],
  ['assignments', assigned, { reference: '' }, /^2 reference: /],
  ['assignments', assigned, { package_code: 'none' }, /^2 package_code: No package has the code none/],
  ['assignments', assigned, { did: '442079460404' }, /^2 did: There is no DID/],
  ['assignments', assigned, { did: '442079460003' }, /^2 did: .*stock/],
  ['assignments', assigned, { did: '' }, /^2 customer_account_code: Choose a customer or a DID/],
  ['assignments', assigned, { customer_account_code: 'C1' }, /^2 did: .*not both/],
  ['assignments', assigned, { package_code: 'seat-jpy' }, /^2 package_code: .*JPY.*USD/],
  ['assignments', assigned, { start_date: '2026-02-30' }, /^2 start_date: /],
  ['assignments', assigned, { end_date: '2026-11-22' }, /^2 end_date: .*on or after the start/],
  ['assignments', assigned, { end_date: '2026-12-01' }, /^2 end_date: Minimum days apply.*2026-12-22/],
  ['assignments', assigned, { quantity: '0' }, /^2 quantity: /],
  ['assignments', assigned, { quantity: '1.5' }, /^2 quantity: /],
  ['assignments', assigned, { minutes: '100' }, /^2 minutes: Only free minutes/],
  ['assignments', assigned, { package_code: 'free' }, /^2 minutes: Enter the free minutes/],
  ['assignments', assigned, { minimum_days: '10' }, /^2 minimum_days: /],
  ['assignments', assigned, { setup_waived: 'ja' }, /^2 setup_waived: /],
  ['payments', paid, { amount: '0' }, /^2 amount: Enter an amount above 0/],
  ['payments', paid, { amount: '-5' }, /^2 amount: /],
  ['payments', paid, { amount: '1.234' }, /^2 amount: Enter at most 2 decimals/],
  ['payments', paid, { customer_account_code: 'C2', amount: '1.5' }, /^2 amount: .*no decimals/],
  ['payments', paid, { date: '23.11.2026' }, /^2 date: /],
  ['payments', paid, { status: 'paid' }, /^2 status: Enter pending, completed or cancelled/],
  ['payments', paid, { customer_account_code: 'C404' }, /^2 customer_account_code: /],
  ['usage', used, { charge: '-1', seconds: '5' }, /^2 seconds: A correction below 0 has no seconds/],
  ['usage', used, { charge: '0.1234567' }, /^2 charge: .*6 decimals/],
  ['usage', used, { seconds: '-1' }, /^2 seconds: /],
  ['usage', used, { seconds: '2147483648' }, /^2 seconds: /],
  ['usage', used, { started_at: '2026-02-29' }, /^2 started_at: /],
  ['usage', used, { destination: 'london' }, /^2 destination: /],
  ['usage', used, { did: '123456789' }, /^2 did: There is no DID/],
  ['usage', used, { customer_account_code: '' }, /^2 customer_account_code: /],
  ['usage', used, { usage_id: 'U1' }, /^2 usage_id: .*never changed/],
]

describeDatabases('a bad row is told by line, column and reason', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await importProvider(db)
  })

  test.each(cases)('%s: %o with %o', async (kind, base, change, reason) => {
    const { report, problems } = await importText(db, kind, fileOf(kind, base, [change]))
    expect(told(problems)).toEqual([expect.stringMatching(reason)])
    expect(report.saved).toBe(false)
  })

  test.each(
    Object.entries({
      customers: customer,
      dids: did,
      packages: sold,
      assignments: assigned,
      payments: paid,
      usage: used,
    }),
  )('the row that the bad ones of %s are made from is good', async (kind, base) => {
    const { problems } = await importText(db, kind as FileKind, fileOf(kind as FileKind, base, [{}]), {
      mode: 'check',
    })
    expect(told(problems)).toEqual([])
  })

  test('every bad row and every bad column is told, also in later batches; a row twice names the first', async () => {
    const rows: Row[] = [
      {},
      { account_code: 'C10', currency: 'X', name: '' },
      { account_code: 'C11' },
      { account_code: 'C11' },
      { account_code: 'C12', email: 'x' },
    ]
    const { report, problems } = await importText(db, 'customers', fileOf('customers', customer, rows))
    expect(problems.map(problem => [problem.line, problem.column])).toEqual([
      [3, 'name'],
      [3, 'currency'],
      [5, 'account_code'],
      [6, 'email'],
    ])
    expect(problems[2]?.reason).toBe('Line 4 already has this customer. Keep one of the two rows.')
    expect(report).toMatchObject({ rows: 5, problemCount: 4, saved: false })
  })

  test('a number written in two ways is one number', async () => {
    const rows = [{ number: '442079460901' }, { number: '+44 (20) 7946-0901' }]
    const { problems } = await importText(db, 'dids', fileOf('dids', did, rows))
    expect(told(problems)).toEqual(['3 number: Line 2 already has this DID. Keep one of the two rows.'])
  })
})
