import { describe, expect, test } from 'vitest'
import { didEditSchema, didSchema, normaliseNumber } from './schema'

describe('a number as typed', () => {
  test.each([
    ['442071234567', '442071234567'],
    ['+44 20 7123-4567', '442071234567'],
    [' +1 (209) 555.0167 ', '12095550167'],
    ['123', '123'],
    ['123456789012345', '123456789012345'],
  ])('%j is %s', (typed, number) => {
    expect(normaliseNumber(typed)).toBe(number)
  })

  test.each([
    ['', 'country code'],
    ['12', '3 to 15 digits'],
    ['1234567890123456', '3 to 15 digits'],
    ['02071234567', 'instead of 0'],
    ['0044 20 7123 4567', 'instead of 0'],
    ['++442071234567', 'country code'],
    ['44x2071234567', 'country code'],
    ['４４２０７１２３４５６７', 'country code'],
    ['44207\u00001234', 'country code'],
  ])('%j is refused', (number, part) => {
    const parsed = didSchema.safeParse({ number })
    expect(parsed.success).toBe(false)
    expect(parsed.error?.issues[0]?.path).toEqual(['number'])
    expect(parsed.error?.issues[0]?.message).toContain(part)
  })

  test('nothing else typed is an enabled number in stock', () => {
    expect(didSchema.parse({ number: '441234567890', customerId: '' })).toEqual({
      number: '441234567890',
      customerId: null,
      carrier: '',
      isEnabled: true,
    })
  })

  test('an edit keeps the answer for open assignments, and none is null', () => {
    const edit = { number: '441234567890', id: 5, revision: 1, customerId: '7' }
    expect(didEditSchema.parse(edit)).toMatchObject({ customerId: 7, openAssignments: null, endOn: null })
    expect(didEditSchema.parse({ ...edit, openAssignments: 'end', endOn: '2026-03-31' })).toMatchObject({
      openAssignments: 'end',
      endOn: '2026-03-31',
    })
    expect(didEditSchema.safeParse({ ...edit, endOn: '2026-02-30' }).success).toBe(false)
    expect(didEditSchema.safeParse({ ...edit, openAssignments: 'drop' }).success).toBe(false)
  })
})
