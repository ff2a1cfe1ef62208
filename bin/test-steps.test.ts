import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { checks } from './checks'
import { playwrightCounts, run, runCounted, sum, summary, vitestCounts } from './test-steps'

const folder = mkdtempSync(join(tmpdir(), 'openmrc-steps-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const said = vi.spyOn(console, 'log').mockImplementation(() => {})

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

test('a program that ends well is one passed, any other one failed', async () => {
  expect(await run({ name: 'good', args: program(0) })).toEqual({ passed: 1, failed: 0, skipped: 0 })
  expect(await run({ name: 'bad', args: program(3) })).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('a program beside others shows what it wrote in one piece', async () => {
  const args = ['-e', "console.log('out'); console.error('err'); process.exitCode = 1"]
  said.mockClear()
  expect(await run({ name: 'beside', args, beside: true })).toEqual({ passed: 0, failed: 1, skipped: 0 })
  const [[output], [end]] = said.mock.calls as [[string], [string]]
  expect(output.split('\n').sort()).toEqual(['', 'err', 'out', '── beside'])
  expect(end).toMatch(/^── beside: FAILED in [\d.]+ s$/)
})

const failing = { name: 'tests', args: program(1) }

test('the counts of a runner are taken as they are', async () => {
  expect(await runCounted(failing, { report: vitest(5, 2), countsIn: vitestCounts })).toEqual({
    passed: 5,
    failed: 2,
    skipped: 1,
  })
})

test('a runner that breaks without a failed test, or before it counts, has failed once', async () => {
  for (const written of [vitest(5, 0), join(folder, 'none.json')])
    expect((await runCounted(failing, { report: written, countsIn: vitestCounts })).failed).toBe(1)
})

test('CONTRIBUTING says what `npm run verify` looks at', () => {
  const names = checks.map(({ name }) => name).join(', ')
  expect(readFileSync('CONTRIBUTING.md', 'utf8')).toContain(`npm run verify     # ${names}, unit tests: `)
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
