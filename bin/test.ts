import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nextProgram } from './build'
import { type Count, playwrightCounts, run, runCounted, sum, summary, vitestCounts } from './test-steps'

/**
 * `npm test`: everything. `npm run verify` (`--quick`): what needs no server, in under a minute. All steps run, so that
 * one look shows everything; the last line counts, and the exit code is 1 where anything failed.
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

function checks(): Count[] {
  return [
    run('format and lint', [inModules('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings']),
    run('arrows', ['--import', 'tsx', join('bin', 'check-arrows.ts')]),
    // The types of routes and pages are written by Next.
    run('route types', [nextProgram, 'typegen']),
    run('types', [inModules('typescript', 'bin', 'tsc'), '--noEmit', '-p', '.']),
  ]
}

function tests(): Count {
  const report = join(reports, 'vitest.json')
  const projects = isQuick ? ['--project', 'unit', '--project', 'far zone'] : []
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...projects]
  return runCounted('tests', [inModules('vitest', 'vitest.mjs'), ...args], { report, countsIn: vitestCounts })
}

function browserTests(): Count[] {
  const env = { ...process.env, OPENMRC_BUILD_DIR: '.next-test', NODE_ENV: 'production' as const }
  const built = run('production build', [nextProgram, 'build'], env)
  if (built.failed > 0) return [built]
  if (!readdirSync('e2e').some(name => name.endsWith('.spec.ts'))) return [built]
  const report = join(reports, 'playwright.json')
  const args = [inModules('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json']
  const browserEnv = { ...env, NODE_ENV: 'test' as const, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  return [built, runCounted('browser', args, { report, countsIn: playwrightCounts }, browserEnv)]
}

/** Whether the figures of a small provider are where they should be, with room for a busy machine. */
function bench(): Count {
  const parts = 'dates,posting,daily,usage,lists,embedded'
  const program = ['--conditions=react-server', '--import', 'tsx', join('bench', 'run.ts')]
  return run('bench', [...program, '--size', '10000', '--only', parts, '--check'])
}

const counts = [...checks(), tests(), ...(isQuick ? [] : [...browserTests(), bench()])]
rmSync(reports, { recursive: true, force: true })
const total = sum(counts)
console.log(`\n${summary(total)}`)
process.exitCode = total.failed > 0 ? 1 : 0
