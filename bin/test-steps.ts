import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

export type Count = { passed: number; failed: number; skipped: number }

const one = (isGood: boolean): Count => ({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 })

/** Runs a program of the project with this Node; its output is seen as it comes. */
export function run(name: string, args: string[], env: NodeJS.ProcessEnv = process.env): Count {
  const began = Date.now()
  console.log(`\n── ${name}`)
  const { status, error } = spawnSync(process.execPath, args, { stdio: 'inherit', env })
  if (error) console.error(error.message)
  console.log(
    `── ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - began) / 1000).toFixed(1)} s`,
  )
  return one(status === 0)
}

/** As run, for a runner that writes its own counts; a runner that fails without a failed test counts as one. */
export function runCounted(
  name: string,
  args: string[],
  { report, countsIn }: { report: string; countsIn: (text: string) => Count },
  env: NodeJS.ProcessEnv = process.env,
): Count {
  const whole = run(name, args, env)
  const counts = existsSync(report)
    ? countsIn(readFileSync(report, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 }
  return whole.failed > 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
})

/** Of Vitest's json reporter. */
export function vitestCounts(text: string): Count {
  const report = vitestReport.parse(JSON.parse(text))
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
})

/** Of Playwright's json reporter. A test that passes only now and then has failed. */
export function playwrightCounts(text: string): Count {
  const { stats } = playwrightReport.parse(JSON.parse(text))
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
}

export function sum(counts: Count[]): Count {
  return {
    passed: counts.reduce((total, count) => total + count.passed, 0),
    failed: counts.reduce((total, count) => total + count.failed, 0),
    skipped: counts.reduce((total, count) => total + count.skipped, 0),
  }
}

/** The last line: `12 passed, 0 failed`, with `, 1 skipped` where something was. */
export function summary({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
