import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nextProgram } from './build'
import { checks } from './checks'
import { type Count, playwrightCounts, run, runCounted, sum, summary, vitestCounts } from './test-steps'

/**
 * `npm test`: everything. `npm run verify` (`--quick`): what needs no server, side by side, in under a minute. All steps run, so
 * that one look shows everything; the last line counts, and the exit code is 1 if anything failed.
 */
const isQuick = process.argv.includes('--quick')
const reports = mkdtempSync(join(tmpdir(), 'openmrc-reports-'))
const inModules = (...path: string[]) => join('node_modules', ...path)

Object.assign(process.env, {
  NEXT_TELEMETRY_DISABLED: '1',
  TZ: 'UTC',
  DATABASE_URL: '',
  DATABASE_URL_OWNER: '',
  OPENMRC_ADMIN_EMAIL: '',
  OPENMRC_ADMIN_PASSWORD: '',
})

async function check({ name, programs }: (typeof checks)[number]): Promise<Count> {
  for (const args of programs) {
    const count = await run({ name, args, beside: true })
    if (count.failed > 0) return count
  }
  return { passed: 1, failed: 0, skipped: 0 }
}

function tests(): Promise<Count> {
  const report = join(reports, 'vitest.json')
  // One worker less than there are cores, as Vitest has it, would leave two cores one. Nothing here measures time.
  const quick = ['--maxWorkers=100%', '--project', 'unit', '--project', 'far zone']
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = [inModules('vitest', 'vitest.mjs'), 'run', ...reporters, ...(isQuick ? quick : [])]
  return runCounted({ name: 'tests', args, beside: isQuick }, { report, countsIn: vitestCounts })
}

async function browserTests(): Promise<Count[]> {
  const env = { ...process.env, OPENMRC_BUILD_DIR: '.next-test', NODE_ENV: 'production' as const }
  const built = await run({ name: 'production build', args: [nextProgram, 'build'], env })
  if (built.failed > 0) return [built]
  if (!readdirSync('e2e').some(name => name.endsWith('.spec.ts'))) return [built]
  const report = join(reports, 'playwright.json')
  const args = [inModules('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json']
  const browserEnv = { ...env, NODE_ENV: 'test' as const, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  const browser = { name: 'browser', args, env: browserEnv }
  return [built, await runCounted(browser, { report, countsIn: playwrightCounts })]
}

/** Whether the figures of a small provider are where they should be, with room for a busy machine. */
function bench(): Promise<Count> {
  const parts = 'dates,posting,daily,usage,lists,embedded'
  const program = ['--conditions=react-server', '--import', 'tsx', join('bench', 'run.ts')]
  return run({ name: 'bench', args: [...program, '--size', '10000', '--only', parts, '--check'] })
}

async function quickly(): Promise<Count[]> {
  return Promise.all([tests(), ...checks.map(check)])
}

/** What measures time has the machine for itself. */
async function everything(): Promise<Count[]> {
  const judged = await Promise.all(checks.map(check))
  return [...judged, await tests(), ...(await browserTests()), await bench()]
}

const counts = await (isQuick ? quickly() : everything())
rmSync(reports, { recursive: true, force: true })
const total = sum(counts)
console.log(`\n${summary(total)}`)
process.exitCode = total.failed > 0 ? 1 : 0
