import { expect, test } from 'vitest'
import { savingWait } from './saving-wait'

test.each([
  [0, null],
  [1_000, null],
  [1_001, 'Pages wait about 1 s while this is saved.'],
  [50_000, 'Pages wait about 4 s while this is saved.'],
  [100_000, 'Pages wait about 8 s while this is saved.'],
])('before %s rows are saved it says %s', (rows, sentence) => {
  expect(savingWait(rows)).toBe(sentence)
})
