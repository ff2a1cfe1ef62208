import { expect, it } from 'vitest'
import { actionText, changeLines } from './labels'

it('says what happened to what', () => {
  expect(actionText('package.version_cancelled')).toBe('Package: version cancelled')
  expect(actionText('billing_run.undone')).toBe('Run: undone')
  expect(actionText('api_key.made')).toBe('API key: made')
  expect(actionText('some_thing.made')).toBe('Some thing: made')
  expect(actionText('dids.imported')).toBe('DIDs: imported')
})

it('tells prices and amounts in the currency of the thing, and yes and no as words', () => {
  expect(
    changeLines(
      { currency: 'EUR', setupRetailMicro: 10_000_000, limitMinor: '-500', isEnabled: true },
      { currency: 'EUR', setupRetailMicro: 12_500_000, limitMinor: '0', isEnabled: false },
    ),
  ).toEqual([
    { name: 'Setup retail', before: '10.00 EUR', after: '12.50 EUR' },
    { name: 'Limit', before: '−5.00 EUR', after: '0.00 EUR' },
    { name: 'Enabled', before: 'yes', after: 'no' },
  ])
})

it('leaves out what is the same, what is empty, and what the app counts by itself', () => {
  expect(
    changeLines(
      { revision: 1, terms: { every: 1, timing: 'advance' } },
      { revision: 2, terms: { every: 2, timing: 'advance' } },
    ),
  ).toEqual([{ name: 'Every', before: '1', after: '2' }])
  expect(changeLines(null, { description: '', endOn: null, match: [], startOn: '2026-03-15' })).toEqual([
    { name: 'Start', before: null, after: '2026-03-15' },
  ])
})
