import { expect, it } from 'vitest'
import { exampleFacts, exampleTerms } from '@/testing/example-terms'
import { toDay } from '../calendar-date'
import { linesOf } from './charge'
import { explain } from './explain'

it.each([
  [1, 'Billed 1 day after the window closed.'],
  [2, 'Billed 2 days after the window closed.'],
])('a minimum spend with %i of grace says so in words', (usageGraceDays, sentence) => {
  const terms = exampleTerms(50, { frequency: 'monthly', match: [1], minimumSpend: true, usageGraceDays })
  const [line] = linesOf(exampleFacts(terms, '2026-01-01'), 0, toDay('2026-02-03'), () => 25_000_000n)
  expect(line && explain(line, 'USD')).toContain(`spent 25.00: top-up 25.00 USD. ${sentence}`)
})
