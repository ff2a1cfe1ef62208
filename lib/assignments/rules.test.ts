import { describe, expect, it, test } from 'vitest'
import { exampleTerms } from '@/testing/example-terms'
import { type Problem, refuseProblems } from './problem'
import {
  type Deletable,
  deleteProblems,
  type Ending,
  endProblems,
  type Given,
  givenProblems,
  minutesProblem,
  quantityDayProblems,
  quantityProblems,
  targetProblems,
} from './rules'

const today = '2026-11-23'
const sold = { name: 'UK DID', currency: 'USD', isArchived: false }
const given: Given = {
  ...{ startOn: today, endOn: null, minutes: null, minimumDays: null, pastDates: null, isDid: true },
}
const told = (problems: Problem[]) => problems.map(({ field, sentence }) => `${field ?? 'form'}: ${sentence}`)

describe('an assignment is given', () => {
  const terms = exampleTerms(10, { frequency: 'monthly' })
  const give = (wish: Partial<Given>, minimumDays = 0, change: Partial<typeof sold> = {}) =>
    told(
      givenProblems(
        { ...given, ...wish },
        { sold: { ...sold, ...change }, starting: { ...terms, minimumDays }, today },
      ),
    )
  const archived = 'packageId: UK DID is archived and cannot be newly assigned: choose another.'
  const past = 'pastDates: The start lies in the past: charge the past dates, or mark them as already billed.'
  const onlyFree = 'minutes: Only free minutes packages take minutes: leave this empty.'
  const onlyDids = 'minimumDays: Only an assignment to a DID has minimum days of its own: leave this empty.'
  test.each<[string, string[], string[]]>([
    ['from today', give({}), []],
    ['in the past, charged', give({ startOn: '2026-01-01', pastDates: 'charge' }), []],
    ['in the past without an answer', give({ startOn: '2026-11-22' }), [past]],
    ['of an archived package', give({}, 0, { isArchived: true }), [archived]],
    ['on its last minimum day', give({ endOn: '2026-12-22' }, 30), []],
    [
      'a day short of its minimum days',
      give({ endOn: '2026-12-21' }, 30),
      ['endOn: Minimum days apply: end it on 2026-12-22 or later.'],
    ],
    [
      'with an end before its start',
      give({ endOn: '2026-11-22' }),
      ['endOn: It starts on 2026-11-23: end it on that day or later.'],
    ],
    ['with days of its own', give({ minimumDays: 30, endOn: '2026-12-22' }), []],
    [
      'with days of its own beside the package’s',
      give({ minimumDays: 30 }, 90),
      ['minimumDays: The package already asks for 90 days: leave this empty.'],
    ],
    ['with days of its own, to a customer', give({ minimumDays: 30, isDid: false }), [onlyDids]],
    ['with minutes that the package does not have', give({ minutes: 0 }), [onlyFree]],
    [
      'with everything wrong at once',
      give({ startOn: '2026-11-22', minutes: 1, minimumDays: 1, isDid: false }, 0, { isArchived: true }),
      [archived, onlyFree, onlyDids, past],
    ],
  ])('%s', (_, problems, expected) => expect(problems).toEqual(expected))

  test('free minutes need minutes', () => {
    expect(minutesProblem('free_minutes', null)?.sentence).toBe(
      'Enter the free minutes of each billing period.',
    )
    expect(minutesProblem('free_minutes', 0)).toBeNull()
    expect(minutesProblem('standard', null)).toBeNull()
  })

  test('to who pays in its currency', () => {
    const to = (currency: string | null) =>
      told(targetProblems({ label: '442', payer: currency ? { name: 'Acme', currency } : null }, sold))
    expect(to('USD')).toEqual([])
    expect(to('EUR')).toEqual([
      'packageId: UK DID is sold in USD and Acme pays in EUR: choose a package in EUR.',
    ])
    expect(to(null)).toEqual(['didId: 442 is in stock: give it to a customer first.'])
  })
})

describe('an assignment ends', () => {
  const open: Ending = {
    ...{ movedOn: null, startOn: '2026-11-01', endOn: null, minimumDays: null },
    ...{ packageMinimumDays: 0, isEndFixed: false, hasLeft: false },
  }
  const end = (
    endOn: string | null,
    change: Partial<Ending> = {},
    asking: 'admin' | 'manager' = 'manager',
    reason: string | null = null,
  ) => told(endProblems({ endOn, reason }, { ...open, ...change }, asking))
  const days = { packageMinimumDays: 30 }
  const short = 'endOn: Minimum days apply: end it on 2026-11-30 or later'
  const why = 'reason: Say why the minimum days are overridden, or end it later.'
  const left = 'endOn: Its DID left this customer: it cannot end later. Assign the package anew.'
  const fixed = 'form: Its number was moved while an earlier release billed it: its end stays as it is.'
  const moved = 'form: Its number was moved on 2026-11-10: change what it went on as instead.'
  test.each<[string, string[], string[]]>([
    ['on its first day', end('2026-11-01'), []],
    ['before it', end('2026-10-31'), ['endOn: It starts on 2026-11-01: end it on that day or later.']],
    [
      'within its minimum days, by a manager',
      end('2026-11-29', days),
      [`${short}, or ask an admin to override.`],
    ],
    [
      'the same with a reason',
      end('2026-11-29', days, 'manager', 'x'),
      [`${short}, or ask an admin to override.`],
    ],
    ['by an admin without a reason', end('2026-11-29', days, 'admin'), [`${short}.`, why]],
    ['by an admin with one', end('2026-11-29', days, 'admin', 'asked'), []],
    ['after its minimum days', end('2026-11-30', days), []],
    ['as it does already', end('2026-11-05', { ...days, endOn: '2026-11-05' }), []],
    ['later, of a number that left', end('2026-12-31', { endOn: '2026-11-30', hasLeft: true }), [left]],
    ['never, of a number that left', end(null, { endOn: '2026-11-30', hasLeft: true }), [left]],
    ['earlier, of a number that left', end('2026-11-20', { endOn: '2026-11-30', hasLeft: true }), []],
    ['of an earlier release’s move', end('2026-11-20', { isEndFixed: true }), [fixed]],
    ['after it was moved away', end('2026-11-20', { movedOn: '2026-11-10' }), [moved]],
  ])('%s', (_, problems, expected) => expect(problems).toEqual(expected))
})

describe('a quantity is typed', () => {
  it('for today or later', () => {
    expect(quantityDayProblems(today, today)).toEqual([])
    expect(told(quantityDayProblems('2026-11-22', today))).toEqual([
      'effectiveOn: Choose today or a later day: what was charged stays as it is.',
    ])
  })
  it('up to the end', () => {
    const ends = { movedOn: null, endOn: '2026-11-30' }
    expect(quantityProblems('2026-11-30', ends)).toEqual([])
    expect(told(quantityProblems('2026-12-01', ends))).toEqual([
      'effectiveOn: It ends on 2026-11-30: choose a day up to then.',
    ])
  })
})

describe('an assignment is deleted', () => {
  const fresh: Deletable = {
    ...{ reference: 'A1', movedOn: null, isPart: false, isCharged: false },
    ...{ minimumDays: null, packageMinimumDays: 0 },
  }
  const remove = (change: Partial<Deletable>, asking: 'admin' | 'manager', reason: string | null = null) =>
    told(deleteProblems(reason, { ...fresh, ...change }, asking))
  const part = 'form: Its number was moved: it stays as a part of that, and is ended instead.'
  test.each<[string, string[], string[]]>([
    ['if nothing was charged', remove({}, 'manager'), []],
    [
      'with charges',
      remove({ isCharged: true }, 'admin', 'x'),
      ['form: A1 has charges and is never deleted: end it instead.'],
    ],
    ['as a part of a moved number', remove({ isPart: true }, 'admin'), [part]],
    ['within minimum days, by an admin with a reason', remove({ minimumDays: 30 }, 'admin', 'x'), []],
    [
      'within minimum days, by an admin',
      remove({ minimumDays: 30 }, 'admin'),
      ['reason: It runs for at least 30 days: say why it is deleted all the same.'],
    ],
    [
      'within minimum days, by a manager',
      remove({ packageMinimumDays: 30 }, 'manager', 'x'),
      ['form: It runs for at least 30 days and cannot be deleted: end it, or ask an admin to override.'],
    ],
  ])('%s', (_, problems, expected) => expect(problems).toEqual(expected))
})

test('problems are thrown as one refusal, the first sentence of each field', () => {
  const at = (field: Problem['field'], sentence: string): Problem => ({ rule: 'currency', field, sentence })
  expect(() => refuseProblems([])).not.toThrow()
  const problems = [at('packageId', 'One.'), at(null, 'Form.'), at('packageId', 'Two.'), at('endOn', 'End.')]
  expect(() => refuseProblems(problems)).toThrow(
    expect.objectContaining({ formError: 'Form.', fieldErrors: { packageId: 'One.', endOn: 'End.' } }),
  )
})
