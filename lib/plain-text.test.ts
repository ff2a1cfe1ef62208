import { zodResolver } from '@hookform/resolvers/zod'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { optionalRowId, optionalWholeNumber, rowId, wholeNumber } from './plain-text'

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
