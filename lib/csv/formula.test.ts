import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { neutralise, restore } from './formula'
import { csvPieces, csvText } from './text'

test.each([
  ...['=1+1', '+44', '-x', '@cmd', '\tx', '\rx', '\0x', "'=1+1", "'quoted'", "'"],
  // Full width, small and superscript forms.
  ...['＝1+1', '＋44', '－x', '＠cmd', '﹢1', '﹣1', '﹦1', '﹫x', '⁺1', '⁼1', '＇x'],
])('a spreadsheet does not run %j', text => {
  expect(neutralise(text)).toBe(`'${text}`)
})

test.each(['', 'a=1', '12', "O'Neill", '≠', '−1', '𝟏', '\u0338='])(
  'text that nothing runs stays: %j',
  text => {
    expect(neutralise(text)).toBe(text)
  },
)

test('what is neutralised comes back as it was', () => {
  const awkward = fc.string({
    unit: fc.constantFrom("'", '＇', '＝', '－', '=', '+', '-', '@', '\t', 'a', '"', ',', '\n'),
  })
  fc.assert(
    fc.property(awkward, text => {
      const [row] = parse(csvText([['first', text]])) as string[][]
      expect(restore(row?.[1] ?? '')).toBe(text)
    }),
  )
})

test('negative amounts stay numbers, null is empty', () => {
  expect(csvText([['-a', { decimal: '-5.00' }, -3n, null]])).toBe("'-a,-5.00,-3,\r\n")
})

test('an export is written in pieces with one header', async () => {
  async function* rows() {
    for (let n = 1; n <= 5; n += 1) yield [n]
  }
  const pieces = []
  for await (const piece of csvPieces(['n'], rows(), 2)) pieces.push(piece)
  expect(pieces).toEqual(['n\r\n', '1\r\n2\r\n', '3\r\n4\r\n', '5\r\n'])
})
