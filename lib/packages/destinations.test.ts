import { expect, test } from 'vitest'
import { destinationsOf } from './destinations'

test.each([
  ['91', 'India', 0],
  ['9198', 'India', 0],
  ['44', 'United Kingdom', 3],
  ['33', 'France', 0],
  ['1242', 'Bahamas', 0],
  ['1876', 'Jamaica', 0],
  ['1416', 'United States', 1], // and Canada: which of them the plans do not say
  ['77', 'Kazakhstan', 0],
  ['749', 'Russia', 0],
  ['800', 'International services', 0],
  ['8821', 'International services', 0],
  ['210', 'No country', 0],
])('%s is %s with %i others', (prefix, label, others) => {
  const [destination] = destinationsOf([prefix])
  expect(destination).toMatchObject({ label, prefixes: [prefix] })
  expect(destination?.others).toHaveLength(others)
})

test('1 is North America, the United States and Canada first', () => {
  const [america] = destinationsOf(['1'])
  expect(america?.label).toBe('United States')
  expect(america?.others[0]).toBe('Canada')
  expect(america?.others).toContain('Puerto Rico')
})

test('a digit that begins many codes names them all', () => {
  const [asia] = destinationsOf(['9'])
  expect(asia?.label).toBe('Country codes that begin with 9')
  expect(asia?.others).toContain('India')
  expect(asia?.others).not.toContain('France')
})

test('prefixes of one country stand together, countries by name', () => {
  expect(destinationsOf(['49', '3361', '33', '4915'])).toEqual([
    { label: 'France', others: [], prefixes: ['3361', '33'] },
    { label: 'Germany', others: [], prefixes: ['49', '4915'] },
  ])
  expect(destinationsOf([])).toEqual([])
})
