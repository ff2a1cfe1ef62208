import { describe, expect, test } from 'vitest'
import { fieldsOf, fileFieldsOf } from './form-values'
import { matchText, parseMatch } from './match'
import { packageEditSchema, packageSchema } from './schema'

const base = { name: 'Trunk' }

function problems(fields: Record<string, unknown>): Record<string, string> {
  const parsed = packageSchema.safeParse({ ...base, ...fields })
  if (parsed.success) return {}
  return Object.fromEntries(parsed.error.issues.map(issue => [String(issue.path[0]), issue.message]))
}

function terms(fields: Record<string, unknown>) {
  return packageSchema.parse({ ...base, ...fields }).terms
}

describe('a price is refused on its own field', () => {
  const bad = ['1e9', '-1', '12.3456789', '1,000.00', 'NaN', 'Infinity', '１２', '0x10', '1.2.3', '+5', '.5']
  const fields = ['cost', 'retail', 'setupCost', 'setupRetail'] as const
  for (const typed of [...bad, '1000000000', '999999999.000001'])
    for (const field of fields)
      test(`${field} ${typed}`, () => {
        expect(Object.keys(problems({ [field]: typed }))).toEqual([field])
        expect(problems({ [field]: typed })[field]).toMatch(/^Enter /)
      })
})

test('prices are exact millionths and empty is 0', () => {
  expect(
    terms({ cost: '0.000001', retail: '999999999', setupCost: '', setupRetail: ' 12.50 ' }),
  ).toMatchObject({
    costMicro: 1,
    retailMicro: 999_999_999_000_000,
    setupCostMicro: 0,
    setupRetailMicro: 12_500_000,
  })
})

describe('whole numbers', () => {
  const cases: [string, string, boolean][] = [
    ['every', '1', true],
    ['every', '60', true],
    ['every', '0', false],
    ['every', '61', false],
    ['every', '1.5', false],
    ['every', '１', false],
    ['minimumDays', '3650', true],
    ['minimumDays', '3651', false],
    ['minimumDays', '-1', false],
    ['usageGraceDays', '60', true],
    ['usageGraceDays', '61', false],
    ['usageGraceDays', '1e1', false],
  ]
  for (const [field, typed, good] of cases)
    test(`${field} ${typed} is ${good ? 'taken' : 'refused'}`, () => {
      const found = problems({ frequency: 'monthly', minimumSpend: true, [field]: typed })
      expect(Object.keys(found)).toEqual(good ? [] : [field])
    })
})

describe('frequency match', () => {
  const good: ['weekly' | 'monthly' | 'yearly', string, number[]][] = [
    ['weekly', 'mon|wed', [1, 3]],
    ['weekly', 'sun | MON|mon', [1, 7]],
    ['monthly', '31|15|15', [15, 31]],
    ['yearly', '09-30|03-31', [331, 930]],
    ['yearly', '02-29', [229]],
    ['monthly', '', []],
  ]
  for (const [frequency, typed, match] of good)
    test(`${frequency} ${typed || 'empty'}`, () =>
      expect(terms({ frequency, match: typed }).match).toEqual(match))

  const bad: [string, string | number[]][] = [
    ['weekly', 'tues'],
    ['weekly', [0]],
    ['weekly', [8]],
    ['weekly', 'mon,wed'],
    ['monthly', '32'],
    ['monthly', '0'],
    ['monthly', '15|'],
    ['monthly', '1.5'],
    ['monthly', [1.5]],
    ['monthly', '３１'],
    ['yearly', '31 Feb'],
    ['yearly', '02-31'],
    ['yearly', '02-30'],
    ['yearly', '13-01'],
    ['yearly', '04-31'],
    ['yearly', [230]],
    ['yearly', '3-31'],
  ]
  for (const [frequency, typed] of bad)
    test(`${frequency} ${String(typed)} is refused on the match`, () =>
      expect(Object.keys(problems({ frequency, match: typed }))).toEqual(['match']))

  test('text and numbers are one set in both directions', () => {
    for (const [frequency, , match] of good) {
      expect(parseMatch(frequency, matchText(frequency, match))).toEqual({ match })
    }
  })
})

describe('destination', () => {
  test('prefixes are read in every accepted form', () => {
    expect(terms({ type: 'free_minutes', destination: '^44|+91| 1' }).destination).toEqual(['1', '44', '91'])
  })
  for (const typed of ['(a+)+$', '44.*', '^44|', '^1234567890123456', '４４', '44,91'])
    test(`${typed} is refused`, () =>
      expect(Object.keys(problems({ type: 'free_minutes', destination: typed }))).toEqual(['destination']))
})

describe('what does not apply is put to its default, not refused', () => {
  test('a match on none and daily', () => {
    expect(terms({ frequency: 'daily', match: 'mon|wed' }).match).toEqual([])
    expect(terms({ match: 'nonsense', every: '7' })).toMatchObject({ match: [], every: 1 })
  })
  test('a destination on a standard package', () => {
    expect(terms({ destination: '(a+)+$' }).destination).toEqual([])
  })
  test('timing under minimum spend: always in arrears', () => {
    expect(terms({ frequency: 'monthly', minimumSpend: 'yes', timing: 'advance' }).timing).toBe('arrears')
  })
  test('grace days without minimum spend', () => {
    expect(terms({ frequency: 'monthly', usageGraceDays: '5' }).usageGraceDays).toBe(0)
    expect(terms({ frequency: 'monthly', usageGraceDays: 'x' }).usageGraceDays).toBe(0)
  })
})

test('minimum spend needs a frequency, and says so there', () => {
  expect(problems({ minimumSpend: true })).toEqual({
    frequency: 'Choose how often: minimum spend is counted over a period, so it needs a frequency.',
  })
})

describe('texts', () => {
  test('a name of 120 characters is taken, of 121 and of spaces refused', () => {
    expect(problems({ name: '漢'.repeat(120) })).toEqual({})
    expect(problems({ name: '😀'.repeat(120) })).toEqual({})
    expect(Object.keys(problems({ name: 'x'.repeat(121) }))).toEqual(['name'])
    expect(Object.keys(problems({ name: '   ' }))).toEqual(['name'])
    expect(Object.keys(problems({ name: 'a\u0000b' }))).toEqual(['name'])
  })
  test('a description keeps its lines, and 2,001 characters are refused', () => {
    expect(packageSchema.parse({ ...base, description: 'a\r\nb' }).description).toBe('a\nb')
    expect(Object.keys(problems({ description: 'x'.repeat(2001) }))).toEqual(['description'])
    expect(problems({ description: 'x'.repeat(2000) })).toEqual({})
  })
  test('a currency is an ISO 4217 code in any case', () => {
    expect(packageSchema.parse({ ...base, currency: 'eur' }).currency).toBe('EUR')
    expect(packageSchema.parse(base).currency).toBeNull()
    for (const typed of ['EURO', 'XXQ', '€', 'ＵＳＤ'])
      expect(Object.keys(problems({ currency: typed }))).toEqual(['currency'])
  })
})

test('every problem is told at once', () => {
  const found = problems({
    name: '',
    cost: '-1',
    frequency: 'monthly',
    match: '32',
    currency: 'ZZZ',
    type: 'gift',
  })
  expect(Object.keys(found).sort()).toEqual(['cost', 'currency', 'match', 'name', 'type'])
})

test('a name alone is a one-time package of price 0 in the provider’s currency', () => {
  const { terms: parsed, ...rest } = packageSchema.parse(base)
  expect(rest).toEqual({
    ...{
      code: null,
      name: 'Trunk',
      description: '',
      currency: null,
      connexcsPackage: null,
      noticeDays: null,
    },
  })
  expect(parsed).toEqual({
    frequency: 'none',
    every: 1,
    match: [],
    costMicro: 0,
    retailMicro: 0,
    setupCostMicro: 0,
    setupRetailMicro: 0,
    timing: 'advance',
    firstPeriod: 'skip',
    lastPeriod: 'full',
    minimumSpend: false,
    usageGraceDays: 0,
    minimumDays: 0,
    type: 'standard',
    destination: [],
    whenFundsShort: 'charge',
  })
})

test('form and file fields read back as the same package', () => {
  const parsed = packageSchema.parse({
    ...base,
    code: 'trunk',
    currency: 'KWD',
    cost: '1.234567',
    retail: '10',
    frequency: 'yearly',
    every: '3',
    match: '02-29|09-30',
    type: 'free_minutes',
    destination: '^44|^1',
    minimumDays: '30',
    firstPeriod: 'prorate',
    lastPeriod: 'prorate',
    whenFundsShort: 'hold',
    noticeDays: '14',
  })
  const facts = { ...parsed, code: 'trunk', currency: 'KWD' }
  expect(packageSchema.parse(fieldsOf(facts))).toEqual(parsed)
  expect(packageSchema.parse(fileFieldsOf(facts))).toEqual(parsed)
})

test('an edit names the date and the people it is for', () => {
  const edit = { ...base, id: 1, revision: 1 }
  expect(packageEditSchema.parse(edit)).toMatchObject({ effectiveOn: null, appliesTo: 'all' })
  const bad = packageEditSchema.safeParse({ ...edit, effectiveOn: '2026-02-30', appliesTo: 'some' })
  expect(bad.error?.issues.map(issue => issue.path[0])).toEqual(['effectiveOn', 'appliesTo'])
})

test('notice days are 0 to 60, or nothing where the schedule decides', () => {
  const read = (noticeDays: string | number) => packageSchema.safeParse({ ...base, noticeDays })
  expect(['', '0', 60].map(days => read(days).data?.noticeDays)).toEqual([null, 0, 60])
  for (const days of ['61', '-1', '1.5', 'never']) {
    expect(read(days).error?.issues[0]).toMatchObject({
      path: ['noticeDays'],
      message: 'Enter a whole number from 0 to 60, in digits.',
    })
  }
})
