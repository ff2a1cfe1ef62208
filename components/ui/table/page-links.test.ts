import { describe, expect, test } from 'vitest'
import { lastPage, type Pager, steps, summary } from './page-links'

const page = (number: number) => ({ number, size: 50 })
const cursor = { next: 'n', previous: 'p' }

describe('the foot of a list', () => {
  test.each<[string, Pager, string]>([
    ['counts what is there', { count: 120, shown: 50, page: page(2) }, '51–100 of 120'],
    ['ends with the last row', { count: 120, shown: 20, page: page(3) }, '101–120 of 120'],
    [
      'says that there are more than were counted',
      { count: 10_001, countedTo: 10_000, shown: 50, page: page(1) },
      '1–50 of 10,000+',
    ],
    [
      'counts to the limit itself',
      { count: 10_000, countedTo: 10_000, shown: 50, page: page(1) },
      '1–50 of 10,000',
    ],
    ['without a count says what is shown', { shown: 12 }, '12 shown'],
    ['without pages says how many there are', { count: 3, shown: 3 }, '3 in all'],
  ])('%s', (_, pager, text) => {
    expect(summary(pager)).toBe(text)
  })

  test('with cursors moves by them, the number of the page goes along', () => {
    const pager = { count: 10_001, countedTo: 10_000, shown: 50, page: page(3), cursor }
    expect(steps(pager)).toEqual({
      next: { after: 'n', page: '4' },
      previous: { before: 'p', page: '2' },
    })
    expect(lastPage(pager)).toBeNull()
  })

  test('from the second page leads back to the bare list', () => {
    expect(steps({ count: 120, shown: 50, page: page(2), cursor }).previous).toEqual({ page: null })
    expect(steps({ count: 120, shown: 50, page: page(2) }).previous).toEqual({ page: null })
  })

  test('leads nowhere past either end', () => {
    const nowhere = { next: null, previous: null }
    expect(steps({ count: 20, shown: 20, page: page(1), cursor: nowhere })).toEqual(nowhere)
    expect(steps({ count: 100, shown: 50, page: page(2) }).next).toBeNull()
    expect(steps({ shown: 3 })).toEqual(nowhere)
  })
})
