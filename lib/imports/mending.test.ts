import { expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { customers } from '@/db/schema/customers'
import { commandLineActor } from '@/lib/access/actor'
import { describeDatabases } from '@/testing/database'
import { importText, told } from '@/testing/imports'
import { mendingHeader, mendingRows } from './bad-rows'
import type { ImportMode } from './importer'
import type { BadRow } from './report'
import { textSource } from './source'
import { importFile } from './write/import'

/** What an import tells of bad rows, and the file to mend that is made of it. */
async function badOf(db: Db, text: string, mode: ImportMode = 'check') {
  const bad: BadRow[] = []
  let header: readonly string[] = []
  const { problemCount } = await importFile(
    { db, actor: commandLineActor },
    {
      ...{ kind: 'customers', mode, source: textSource('customers.csv', text), batchSize: 2 },
      ...{ today: '2026-11-23', timeZone: 'UTC', currency: 'USD' },
      onHeader: cells => {
        header = cells
      },
      onBadRows: rows => void bad.push(...rows),
    },
  )
  return { bad, problemCount, file: mendingHeader(header) + mendingRows(header, bad) }
}

const text = `account_code,name,currency,colour,debit_limit
C1,Good,USD,red,1
C2,,XXQ,"blue, or so",-5
C3,=Third,USD,+44,-5.00
C4,"Fourth
two lines",USD
C1,Again,USD,,
C5,"'=Fifth",usd,,x
`

describeDatabases('bad rows are told with what they hold', open => {
  test('each bad row once with everything that is wrong, as it stands in the file', async () => {
    const { bad, problemCount } = await badOf(await open(), text)
    expect(problemCount).toBe(5)
    expect(bad).toEqual([
      {
        line: 3,
        cells: ['C2', '', 'XXQ', 'blue, or so', '-5'],
        problems: [
          expect.objectContaining({ column: 'name' }),
          expect.objectContaining({ column: 'currency' }),
        ],
      },
      {
        line: 5,
        cells: ['C4', 'Fourth\ntwo lines', 'USD'],
        problems: [expect.objectContaining({ column: null })],
      },
      {
        line: 7,
        cells: ['C1', 'Again', 'USD', '', ''],
        problems: [
          { column: 'account_code', reason: expect.stringMatching(/^Line 2 already has this customer/) },
        ],
      },
      {
        line: 8,
        cells: expect.arrayContaining(["'=Fifth"]),
        problems: [expect.objectContaining({ column: 'debit_limit' })],
      },
    ])
  })

  test('the file to mend has the errors in front of the columns of the file, and runs in no spreadsheet', async () => {
    const { file } = await badOf(await open(), text)
    const [header, second] = file.split('\r\n')
    expect(header).toBe('errors,account_code,name,currency,colour,debit_limit')
    expect(second).toMatch(/^"line 3: name: .*currency: .*",C2,,XXQ,"blue, or so",-5$/)
    expect(file).toMatch(/,C5,'=Fifth,usd,,x\r\n$/)
  })

  test('mended, it imports: the errors are passed over, and what was not wrong means the same', async () => {
    const db = await open({ fresh: true })
    const { file } = await badOf(db, text)
    const mended = file
      .replace(',C2,,XXQ,', ',C2,Second,EUR,')
      .replace(/"Fourth\ntwo lines",USD/, 'Fourth,USD,,')
      .replace(/,C1,Again/, ',C6,Again')
      .replace(/,x\r\n$/, ',\r\n')
    const { report, problems } = await importText(db, 'customers', mended)
    expect(told(problems)).toEqual([])
    expect(report).toMatchObject({ created: 4, saved: true, notes: ['Not read: “errors”, “colour”.'] })
    const rows = await db.select().from(customers).orderBy(customers.accountCode)
    expect(rows.map(row => [row.accountCode, row.name, row.debitLimitMinor])).toEqual([
      ['C2', 'Second', -500n],
      ['C4', 'Fourth', 0n],
      ['C5', '=Fifth', 0n],
      ['C6', 'Again', 0n],
    ])
  })

  test('a mended file that is bad again gets new errors in place of the old ones', async () => {
    const db = await open({ fresh: true })
    const again = await badOf(db, (await badOf(db, text)).file)
    expect(again.file.match(/errors/g)).toHaveLength(1)
    expect(again.file).toContain('line 2: name:')
    expect(again.file).not.toContain('line 3: name:')
  })
})
