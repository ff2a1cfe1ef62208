import { expect, test } from 'vitest'
import { mappedHeader, matchColumns, missingColumns, readCell, readStart } from './mapping'

const text =
  '\uFEFF"Account Code","Name, legal",Currency\r\nC1,"Har\nbour ""Dental""",USD\n\nC2,Kestrel,GBP\nC3,cut o'

test('a file begins with its header and the rows that are whole', () => {
  const start = readStart(text, false)
  expect(start).toEqual({
    header: ['Account Code', 'Name, legal', 'Currency'],
    rows: [
      ['C1', 'Har\nbour "Dental"', 'USD'],
      ['C2', 'Kestrel', 'GBP'],
    ],
    headerLength: '"Account Code","Name, legal",Currency\r\n'.length,
  })
  expect(readStart(text, true)?.rows).toHaveLength(3)
  expect(readStart('', true)).toBeNull()
  expect(readStart('a,b', false)).toBeNull()
})

test('columns are known by their names, however they are spelled; what is needed and missing is named', () => {
  const start = readStart(text, true)
  const mapping = matchColumns(start?.header ?? [], 'customers')
  expect(mapping).toMatchObject({ account_code: 0, currency: 2, name: null, email: null })
  expect(missingColumns(mapping, 'customers')).toEqual(['name'])
  expect(matchColumns(['E-Mail', 'ACCOUNT  CODE', 'Company'], 'customers')).toMatchObject({
    ...{ email: 0, account_code: 1, name: 2 },
  })
  expect(missingColumns({ ...mapping, name: 1 }, 'customers')).toEqual([])
  expect(
    missingColumns(matchColumns(['reference', 'package_code', 'start_date'], 'assignments'), 'assignments'),
  ).toEqual(['customer_account_code or did'])
})

test('a name of another system is taken where ours is not there, and no column of the file twice', () => {
  expect(matchColumns(['Number', 'Customer', 'Carrier'], 'dids')).toMatchObject({
    ...{ number: 0, customer_account_code: 1, provider: 2, enabled: null },
  })
  expect(matchColumns(['customer', 'name', 'account'], 'customers')).toMatchObject({
    ...{ name: 1, account_code: 2 },
  })
  expect(matchColumns(['account_code', 'account', 'date'], 'usage')).toMatchObject({
    ...{ customer_account_code: 0, started_at: 2, usage_id: null },
  })
})

test('cells are shown as they will be read', () => {
  expect([" '=A1 ", undefined, 'x'].map(readCell)).toEqual(['=A1', '', 'x'])
})

test('the header that is sent says what was chosen, and a name of ours that is not read says so', () => {
  const start = { header: ['Account Code', 'name', 'Legal "name"'], rows: [], headerLength: 0 }
  const mapping = { account_code: 0, name: 2, currency: null }
  expect(mappedHeader(start, mapping)).toBe('"account_code","not read: name","name"\r\n')
})
