import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seenKeys } from './duplicates'

test('a key that was there before is answered with its first line, however many others came between', () => {
  const key = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', 'A', 'a', 'AB', 'BA', 'é', 'e\u0301'),
  )
  fc.assert(
    fc.property(fc.array(key, { maxLength: 400 }), keys => {
      const seen = seenKeys()
      const known = new Map<string, number>()
      keys.forEach((text, i) => {
        expect(seen.before(text, i + 2)).toBe(known.get(text))
        if (!known.has(text)) known.set(text, i + 2)
      })
    }),
  )
})

test.each<[string, (i: number) => string]>([
  ['counted', i => `N${i}`],
  ['counted with zeros', i => `call-${String(i).padStart(12, '0')}`],
  ['told apart at the front only', i => `${i}@switch-1.example.com`],
  ['of two counters', i => `${i % 499}:${Math.floor(i / 499)}`],
  ['far apart', i => String(i * 1_000_003)],
])('hundreds of thousands of keys, %s, are told apart and found again', (_, of) => {
  const seen = seenKeys()
  const count = 300_000
  for (let i = 0; i < count; i += 1)
    if (seen.before(of(i), i + 2) !== undefined) throw new Error(`${of(i)} is new`)
  for (let i = 0; i < count; i += 1)
    if (seen.before(of(i), 1) !== i + 2) throw new Error(`${of(i)} was on line ${i + 2}`)
})

test('a key takes few bytes, and none of the heap', () => {
  const bytes = () => process.memoryUsage().arrayBuffers
  const before = bytes()
  const seen = seenKeys()
  for (let i = 0; i < 300_000; i += 1)
    seen.before(`a usage id of a length that some switches write ${i}`, i + 2)
  // Tables that were outgrown may not be collected yet: as much again at most.
  expect((bytes() - before) / 300_000).toBeLessThan(80)
  expect(seen.before('a usage id of a length that some switches write 7', 1)).toBe(9)
})
