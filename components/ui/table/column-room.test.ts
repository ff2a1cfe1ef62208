import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { roomClasses, widthOf } from './column-room'

const column = (key: string, more: object = {}) => ({ key, header: key, ...more })

test('the name, buttons and what stands beside the name on a phone are always shown; the rest as there is room', () => {
  const columns = [
    column('name'),
    column('code', { width: '8rem' }),
    column('note', { width: '9rem', phone: 'hide' }),
    column('margin', { width: '7rem', spare: 2 }),
    column('amount', { width: '10rem', phone: 'title' }),
    { key: 'menu', header: '', width: '3rem' },
    column('act', { width: '0.5rem', stays: true, phone: 'hide' }),
  ] as const
  // 10 + 10 + 3.5 and 2.5 for the ticks are there; code needs 34, note 43, margin 50.
  expect([...roomClasses(columns, true)]).toEqual([
    ['code', 'from-36'],
    ['note', 'from-44'],
    ['margin', 'from-52'],
  ])
})

test('columns without a width share what is left, 160 px each at least', () => {
  const [a, b] = [column('a'), column('b')]
  expect(roomClasses([column('name'), a, b], false)).toEqual(
    new Map([
      ['a', 'from-20'],
      ['b', 'from-32'],
    ]),
  )
})

test('the first column takes what is left if its own width is not surely enough', () => {
  const widths = ['5rem', '18%', '12rem', undefined].map(width => widthOf({ width }, 0))
  expect(widths).toEqual([undefined, undefined, '12rem', undefined])
  expect(widthOf({ width: '5rem' }, 1)).toBe('5rem')
  // Half of the list is in per cent: the 10 rem of the name and 6 more need 32 in all.
  const half = [
    column('name', { width: '18%' }),
    column('a', { width: '50%' }),
    column('b', { width: '6rem' }),
  ]
  expect([...roomClasses(half, false)]).toEqual([
    ['a', 'from-20'],
    ['b', 'from-32'],
  ])
})

test('every class that a list may ask for is in app/globals.css', () => {
  const css = readFileSync('app/globals.css', 'utf8')
  const wide = Array.from({ length: 30 }, (_, n) => column(`c${n}`, { width: `${3 + (n % 4)}rem` }))
  const asked = new Set(roomClasses([column('name'), ...wide], false).values())
  expect(asked.size).toBeGreaterThan(20)
  for (const name of asked) expect(css).toContain(`.${name} {`)
})
