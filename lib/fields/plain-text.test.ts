import { zodResolver } from '@hookform/resolvers/zod'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  optionalRowId,
  optionalWholeNumber,
  plainText,
  revision,
  rowId,
  searchText,
  wholeNumber,
} from './plain-text'

const sentence = 'Enter what is asked for.'
const schema = z.object({
  row: rowId(sentence),
  optionalRow: optionalRowId(sentence),
  whole: wholeNumber(1, 10, sentence),
  optionalWhole: optionalWholeNumber(1, 10, sentence),
})

describe('a number as typed', () => {
  test.each(['1.5', '1e1', '-1', 'x', '１'])(
    '%j is refused with the sentence in a form and in an action',
    async typed => {
      const values = { row: typed, optionalRow: typed, whole: typed, optionalWhole: typed }
      const said = schema.safeParse(values).error?.issues.map(issue => issue.message)
      expect(said).toEqual([sentence, sentence, sentence, sentence])
      const options = { fields: {}, shouldUseNativeValidation: false }
      const shown = await zodResolver(schema)(values, undefined, options)
      expect(Object.values(shown.errors).map(error => error?.message)).toEqual(said)
    },
  )
})

describe('one line of text', () => {
  const name = plainText('name', 1, 20)
  const said = (typed: string) => name.safeParse(typed).error?.issues.map(issue => issue.message)

  test('is trimmed and kept in NFC', () => {
    expect(name.parse(' \u00a0Cafe\u0301\u3000')).toBe('Café')
  })

  test('is as long as its characters after that, not as what was typed', () => {
    expect(name.parse('e\u0301'.repeat(20))).toBe('é'.repeat(20))
    expect(said('é'.repeat(21))).toEqual(['Enter a name of at most 20 characters.'])
  })

  test.each([
    ['control characters', 'a\0b', 'Remove the line breaks or invisible characters.'],
    ['an escape', 'a\u001b[31m', 'Remove the line breaks or invisible characters.'],
    ['a line separator', 'a\u2028b', 'Remove the line breaks or invisible characters.'],
    ['half of a surrogate pair', 'Gold\ud800', 'Remove the broken character.'],
    ['an override', '\u202egnp', 'Remove the characters that change the direction of the text.'],
    ['an isolate', 'a\u2067b\u2069', 'Remove the characters that change the direction of the text.'],
    ['zero-width spaces alone', '\u200b\u200b', 'Enter text that can be seen.'],
    ['Hangul fillers alone', '\u3164\uffa0', 'Enter text that can be seen.'],
    ['a Braille blank alone', '\u2800', 'Enter text that can be seen.'],
  ])('does not hold %s', (_, typed, sentence) => {
    expect(said(typed)).toEqual([sentence])
  })

  test.each(['שלום\u200e (IL)', 'می\u200cخواهم', '👩\u200d💻 Ltd', 'न्\u200dय', '株式会社', 'Łącze'])(
    'holds every script, with the joiners and marks that it needs: %s',
    typed => {
      expect(name.parse(typed)).toBe(typed.normalize('NFC'))
    },
  )
})

test('a search for what is in no row is refused', () => {
  expect(searchText.safeParse('a\0').success).toBe(false)
  expect(searchText.safeParse('\udc00').success).toBe(false)
  expect(searchText.parse('442\t079')).toBe('442 079')
})

test('a revision is a whole number that the database can hold', () => {
  for (const typed of [1.5, 1e308, -1, 2 ** 31, '1.5', Number.NaN])
    expect(revision.safeParse(typed).success).toBe(false)
  expect([revision.parse(0), revision.parse('7')]).toEqual([0, 7])
})
