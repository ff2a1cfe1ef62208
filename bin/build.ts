import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a build is made of. Tests, notes and the command line are not in it. */
const sourceFolders = ['app', 'components', 'lib', 'db', 'public']
const sourceFiles = [
  'package-lock.json',
  'next.config.mjs',
  'postcss.config.mjs',
  'tailwind.config.ts',
  'tsconfig.json',
  'instrumentation.ts',
  'proxy.ts',
]

export const nextProgram = join('node_modules', 'next', 'dist', 'bin', 'next')

/** Where the build lies; the same words as in next.config.mjs. */
const buildFolder = () => process.env.OPENMRC_BUILD_DIR || '.next'

/** Of everything that a build depends on. */
export function sourceHash(root = process.cwd()): string {
  const hash = createHash('sha256').update(process.version)
  const files = [...sourceFiles, ...sourceFolders.flatMap(folder => filesIn(root, folder))]
  for (const file of files.filter(name => existsSync(join(root, name)))) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function filesIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return filesIn(root, path)
      return /\.test\.tsx?$/.test(entry.name) ? [] : [path]
    })
}

/** Whether the build that is there was finished, and from these sources. */
export function isBuilt(hash = sourceHash()): boolean {
  const stamp = join(buildFolder(), 'openmrc-sources')
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

/** Makes the production build; false where it failed, after the reasons were printed. */
export function build(): boolean {
  const hash = sourceHash()
  const stamp = join(buildFolder(), 'openmrc-sources')
  rmSync(stamp, { force: true })
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const { status } = spawnSync(process.execPath, [nextProgram, 'build'], { stdio: 'inherit', env })
  if (status === 0) writeFileSync(stamp, hash)
  return status === 0
}
