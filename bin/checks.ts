import { join } from 'node:path'
import { nextProgram } from './build'

const inModules = (...path: string[]) => join('node_modules', ...path)

/** What is judged without running the product: a check passes if each of its programs does, one after the other. */
export const checks: readonly { name: string; programs: string[][] }[] = [
  {
    name: 'format, lint',
    programs: [[inModules('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings']],
  },
  { name: 'arrows', programs: [['--import', 'tsx', join('bin', 'check-arrows.ts')]] },
  { name: 'dead code', programs: [[inModules('knip', 'bin', 'knip.js')]] },
  {
    name: 'types',
    programs: [
      // The types of routes and pages are written by Next.
      [nextProgram, 'typegen'],
      [inModules('typescript', 'bin', 'tsc'), '--noEmit', '-p', '.'],
    ],
  },
]
