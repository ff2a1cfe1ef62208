import { expect, test } from 'vitest'
import { listHref, nextSort, onTopOf, readList } from './list-url'

test('a page that is not a number from 1 is the first page', () => {
  for (const page of ['0', '-3', '1.5', 'x', '1e999', undefined]) expect(readList({ page }).page).toBe(1)
  expect(readList({ page: '7' }).page).toBe(7)
})

test('a parameter given twice counts once, an empty one not at all', () => {
  const list = readList({ q: [' a ', 'b'], currency: '' })
  expect(list.q).toBe('a')
  expect(list.filter('currency')).toBeNull()
})

test('what no database takes as text is left out of it', () => {
  const list = readList({ q: 'a\0b', currency: '\0' })
  expect([list.q, list.filter('currency')]).toEqual(['ab', null])
})

test('a new search, sort or filter goes back to the first page and keeps the rest', () => {
  const params = { q: 'a', currency: 'EUR', page: '3', after: 'x' }
  expect(listHref(params, { sort: '-name' })).toBe('?q=a&currency=EUR&sort=-name')
  expect(listHref(params, { currency: null })).toBe('?q=a')
})

test('moving to another page keeps search, sort and filter', () => {
  expect(listHref({ q: 'a', page: '2' }, { page: '3' })).toBe('?q=a&page=3')
  expect(listHref({ q: 'a', before: 'x' }, { after: 'y' })).toBe('?q=a&after=y')
})

test('two lists on one page leave each other alone', () => {
  const params = { page: '2', 'charges.q': 'a', 'charges.page': '4' }
  expect(listHref(params, { q: 'b' }, 'charges')).toBe('?page=2&charges.q=b')
  expect(readList(params, 'charges').page).toBe(4)
  expect(readList(params).q).toBe('')
})

test('taking everything off leads to the bare list', () => {
  expect(listHref({ q: 'a' }, { q: null })).toBe('?')
})

test('a column is sorted up first, then down, then up', () => {
  expect(nextSort(null, 'name')).toBe('name')
  expect(nextSort('name', 'name')).toBe('-name')
  expect(nextSort('-name', 'name')).toBe('name')
})

test('a change made while another is on its way counts as well, and neither takes the other back', () => {
  expect(onTopOf('?q=acme', '', '?sort=name')).toBe('?q=acme&sort=name')
  expect(onTopOf('?q=acme&currency=EUR', '?currency=EUR', '?')).toBe('?q=acme')
  expect(onTopOf('?q=acme', '?page=3&q=a', '?q=a&status=open')).toBe('?q=acme&status=open')
  expect(onTopOf('?q=acme', '', '?q=acme+ltd')).toBe('?q=acme+ltd')
})
