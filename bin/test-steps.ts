import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

export type Count = { passed: number; failed: number; skipped: number }

const one = (isGood: boolean): Count => ({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 })

/** A program of the project, run with this Node. `beside`: others run at the same time, so its output is shown in one piece at its end. */
export type Program = { name: string; args: string[]; env?: NodeJS.ProcessEnv; beside?: boolean }

/** Runs a program; says how long it took. */
export async function run({ name, args, env = process.env, beside = false }: Program): Promise<Count> {
  const began = Date.now()
  if (!beside) console.log(`\n── ${name}`)
  const { code, output } = await ended(args, env, beside)
  if (beside) console.log(`\n── ${name}\n${output.trimEnd()}`)
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  console.log(`── ${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s`)
  return one(code === 0)
}

/** The code is null if the program was ended by a signal, or could not begin. */
function ended(args: string[], env: NodeJS.ProcessEnv, beside: boolean) {
  return new Promise<{ code: number | null; output: string }>(resolve => {
    const child = spawn(process.execPath, args, { stdio: beside ? 'pipe' : 'inherit', env })
    let output = ''
    const keep = (chunk: Buffer) => {
      output += chunk
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.on('error', ({ message }) => resolve({ code: null, output: message }))
    child.on('close', code => resolve({ code, output }))
  })
}

/** As run, for a runner that writes its own counts; a runner that fails without a failed test counts as one. */
export async function runCounted(
  program: Program,
  { report, countsIn }: { report: string; countsIn: (text: string) => Count },
): Promise<Count> {
  const whole = await run(program)
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
