import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { playwrightCounts, run, runCounted, sum, summary, vitestCounts } from './test-steps'

const folder = mkdtempSync(join(tmpdir(), 'openmrc-steps-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
vi.spyOn(console, 'log').mockImplementation(() => {})

const report = (text: string) => {
  const file = join(folder, `${Math.random()}.json`)
  writeFileSync(file, text)
  return file
}
const vitest = (passed: number, failed: number) =>
  report(
    JSON.stringify({ numPassedTests: passed, numFailedTests: failed, numPendingTests: 1, numTodoTests: 0 }),
  )
const program = (code: number) => ['-e', `process.exit(${code})`]

test('a program that ends well is one passed, any other one failed', () => {
  expect(run('good', program(0))).toEqual({ passed: 1, failed: 0, skipped: 0 })
  expect(run('bad', program(3))).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('the counts of a runner are taken as they are', () => {
  expect(runCounted('tests', program(1), { report: vitest(5, 2), countsIn: vitestCounts })).toEqual({
    passed: 5,
    failed: 2,
    skipped: 1,
  })
})

test('a runner that breaks without a failed test, or before it counts, has failed once', () => {
  expect(runCounted('tests', program(1), { report: vitest(5, 0), countsIn: vitestCounts }).failed).toBe(1)
  expect(
    runCounted('tests', program(1), { report: join(folder, 'none.json'), countsIn: vitestCounts }).failed,
  ).toBe(1)
})

test('a browser test that passes only at the second try has failed', () => {
  const text = JSON.stringify({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 } })
  expect(playwrightCounts(text)).toEqual({ passed: 3, failed: 2, skipped: 0 })
})

test('the last line is plain', () => {
  const counts = [
    { passed: 2, failed: 0, skipped: 0 },
    { passed: 3, failed: 1, skipped: 0 },
  ]
  expect(summary(sum(counts))).toBe('5 passed, 1 failed')
  expect(summary(sum([...counts, { passed: 0, failed: 0, skipped: 2 }]))).toBe(
    '5 passed, 1 failed, 2 skipped',
  )
})
