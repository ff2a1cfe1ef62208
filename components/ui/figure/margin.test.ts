import { describe, expect, it } from 'vitest'
import { marginPercent } from './margin'

describe('a margin in percent', () => {
  it.each<[string, bigint, bigint, string | null]>([
    ['is rounded, not cut: 17.40 of 29.90', 2990n, 1250n, '58.2 %'],
    ['12 of 18', 1800n, 600n, '66.7 %'],
    ['a half goes away from zero', 2000n, 1999n, '0.1 %'],
    ['a half of a loss as well', 2000n, 2001n, '−0.1 %'],
    ['a loss carries its minus', 1000n, 1500n, '−50.0 %'],
    ['what rounds to nothing has none', 100_000n, 100_001n, '0.0 %'],
    ['of retail zero there is none', 0n, 5n, null],
  ])('%s', (_name, retail, cost, text) => {
    expect(marginPercent(retail, cost)).toBe(text)
  })
})
