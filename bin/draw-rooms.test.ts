import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { levelsOf, withoutImplied } from './room-graph'
import { drawRooms } from './rooms-picture'

const graphOf = (rooms: Record<string, string[]>) =>
  new Map(Object.entries(rooms).map(([room, to]) => [room, new Set(to)]))

test('docs/architecture.svg is what `npm run architecture` draws of these sources', () => {
  const isSame = drawRooms(process.cwd()) === readFileSync('docs/architecture.svg', 'utf8')
  expect(isSame, 'run: npm run architecture').toBe(true)
})

test('a room lies above all that it imports, and a room that imports none just below the lowest that imports it', () => {
  const levels = levelsOf(graphOf({ a: ['b', 'leaf'], b: ['c'], c: ['d'], d: [], leaf: [] }))
  expect(Object.fromEntries(levels)).toEqual({ a: 3, b: 2, c: 1, d: 0, leaf: 2 })
})

test('an import that another way down implies is not drawn', () => {
  const reduced = withoutImplied(graphOf({ a: ['b', 'c', 'd'], b: ['c'], c: ['d'], d: [] }))
  expect(Object.fromEntries([...reduced].map(([room, to]) => [room, [...to]]))).toEqual({
    a: ['b'],
    b: ['c'],
    c: ['d'],
    d: [],
  })
})
