import { describe, expect, test } from 'vitest'
import type { FileKind } from './layouts'
import { readBatches } from './rows'
import { type FileSource, textSource } from './source'

async function read(source: FileSource, kind: FileKind = 'dids', size = 100) {
  const rows = []
  const problems = []
  const notes = []
  for await (const batch of readBatches(source, kind, size)) {
    rows.push(...batch.rows)
    problems.push(...batch.problems)
    notes.push(...batch.notes)
  }
  return { rows, problems, notes }
}

const readText = (text: string | Uint8Array, kind?: FileKind) => read(textSource('file.csv', text), kind)
const refusalOf = (text: string | Uint8Array, kind?: FileKind) =>
  readText(text, kind).then(
    () => 'read',
    (error: Error) => error.message,
  )

describe('a file that is read', () => {
  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('lines may end with %s', async (_name, end) => {
    const { rows } = await readText(['number,provider', '441,Vox', '442,Band', ''].join(end))
    expect(rows.map(row => [row.line, row.cells.number, row.cells.provider])).toEqual([
      [2, '441', 'Vox'],
      [3, '442', 'Band'],
    ])
  })

  test('a byte order mark is not part of the first column', async () => {
    const { rows } = await readText('\uFEFFnumber\n441\n')
    expect(rows[0]?.cells.number).toBe('441')
  })

  test('lines are those of the file: newlines in quotes and empty lines count', async () => {
    const { rows } = await readText('number,provider\n441,"a\nb\r\nc"\n\n442,"say ""hi"", twice"\n')
    expect(rows.map(row => [row.line, row.cells.provider])).toEqual([
      [2, 'a\nb\r\nc'],
      [6, 'say "hi", twice'],
    ])
  })

  test('a column that the file does not have is an empty cell, and cells are trimmed', async () => {
    const { rows } = await readText(' Number , ENABLED\n 441 , yes \n')
    expect(rows[0]?.cells).toEqual({ number: '441', customer_account_code: '', provider: '', enabled: 'yes' })
  })

  test('unknown columns are told, rows of empty cells are passed over', async () => {
    const { rows, notes } = await readText('number,colour,\n441,red,\n,,\n')
    expect(notes).toEqual(['Not read: “colour”.'])
    expect(rows).toHaveLength(1)
  })

  test('a row with too many or too few cells is one bad row; empty cells too many are not', async () => {
    const { rows, problems } = await readText('number,provider\n441\n442,Vox,more\n443,Vox,,\n')
    expect(problems.map(problem => problem.line)).toEqual([2, 3])
    expect(rows.map(row => row.cells.number)).toEqual(['443'])
  })

  test('pieces may be cut anywhere, also inside a letter', async () => {
    const bytes = new TextEncoder().encode('number,provider\r\n441,"Zürich\r\n€ 日本"\r\n')
    async function* one() {
      for (const byte of bytes) yield Uint8Array.of(byte)
    }
    const { rows } = await read({ name: 'file.csv', size: null, open: one })
    expect(rows).toEqual([{ line: 2, cells: expect.objectContaining({ provider: 'Zürich\r\n€ 日本' }) }])
  })

  test('a long file comes in batches', async () => {
    const source = textSource('file.csv', `number\n${'441\n'.repeat(250)}`)
    const sizes = []
    for await (const batch of readBatches(source, 'dids', 100)) sizes.push(batch.rows.length)
    expect(sizes).toEqual([100, 100, 50])
  })
})

describe('a file that is refused, with a sentence', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['an empty file', '', /is empty/],
    ['nothing but empty lines', '\n\n', /no header row/],
    ['a workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), /not a CSV file but a workbook/],
    ['bytes of a program', 'number\n\0\n', /binary/],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x6e, 0), /UTF-16/],
    ['Latin-1', Uint8Array.of(...Buffer.from('number,provider\n441,Z'), 0xfc, 0x72), /Line 2 is not UTF-8/],
    [
      'a letter cut off at the end',
      Uint8Array.of(...Buffer.from('number\n441'), 0xc3),
      /Line 2 is not UTF-8/,
    ],
    ['semicolons', 'number;provider\n441;Vox\n', /not separated by commas/],
    ['without a required column', 'provider,enabled\nVox,yes\n', /lacks the column number\./],
    ['with a column twice', 'number,provider,Number\n1,2,3\n', /number is there twice/],
    ['a quote that is never closed', 'number,provider\n441,"Vox\n442,Band\n', /Line 2: a quote is opened/],
    ['a quote in the middle', 'number,provider\n441,Vo"x"\n', /Line 2: a quote stands in the middle/],
    ['text after a quote', 'number,provider\n441,"Vox"x\n', /Line 2: a closing quote/],
    ['a row without end', `number,provider\n441,"${'x'.repeat(1_000_100)}"\n`, /Line 2: the row is longer/],
  ])('%s', async (_name, text, sentence) => {
    expect(await refusalOf(text)).toMatch(sentence)
  })

  test('assignments need a column for a customer or for a DID', async () => {
    const header = 'reference,package_code,start_date'
    expect(await refusalOf(`${header}\n`, 'assignments')).toMatch(/customer_account_code and did/)
    expect(await refusalOf(`${header},did\n`, 'assignments')).toBe('read')
  })
})

describe('a header of very many columns', () => {
  const header = (columns: number) =>
    `number${Array.from({ length: columns - 1 }, (_, n) => `,x${n}`).join('')}\n`

  test('is refused before it is looked at, at once', async () => {
    const began = performance.now()
    expect(await refusalOf(header(120_000))).toBe(
      'The header has 120,000 columns. A file may have at most 200.',
    )
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(await refusalOf(header(201))).toMatch(/at most 200/)
    expect(await refusalOf(header(200))).toBe('read')
  })

  test('is none if the columns behind the last name are empty, as spreadsheets write them', async () => {
    const { rows } = await readText(`number,provider${','.repeat(16_000)}\n441,Vox${','.repeat(16_000)}\n`)
    expect(rows[0]?.cells).toMatchObject({ number: '441', provider: 'Vox' })
  })

  test('of a row of 400,000 cells no more cells are kept than a header may have', async () => {
    for await (const { cellsOf, problems } of readBatches(
      textSource('file.csv', `number\n${'1,'.repeat(400_000)}\n`),
      'dids',
      100,
    )) {
      expect(cellsOf.get(2)).toHaveLength(200)
      expect(problems[0]?.reason).toMatch(/400001 cells/)
    }
  })
})
