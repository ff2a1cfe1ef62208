import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseEnvironment } from '@/lib/environment/environment'
import { isTest } from './arrow-rules'
import { readSources } from './source-imports'

const read = (file: string) => readFileSync(file, 'utf8')
const allOf = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(match => match[1] ?? '')

const dockerfile = read('Dockerfile')
const compose = read('compose.yaml')
const workflow = read('.github/workflows/ci.yml')
const manifest = z
  .object({ scripts: z.record(z.string(), z.string()), dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')))

/** The names in the zod object of the environment. */
const known = allOf(read('lib/environment/environment.ts'), /^ {2}([A-Z][A-Z_]+):/gm).sort()
const inDockerfile = new Map(
  [...dockerfile.matchAll(/\b([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
)

test('.env.example names each variable that the environment reads, once, with a line before it, and no other', () => {
  const lines = read('.env.example').split('\n')
  const named = lines.flatMap((line, i) => {
    const name = /^([A-Z_]+)=$/.exec(line)?.[1]
    if (name) expect(lines[i - 1], `the line before ${name}`).toMatch(/^# .+\.$/)
    return name ?? []
  })
  expect(known).toHaveLength(13)
  expect(named.sort()).toEqual(known)
  expect(parseEnvironment(Object.fromEntries(named.map(name => [name, ''])))).toEqual(parseEnvironment({}))
})

test('the settings of the README are those that the environment reads', () => {
  const table = read('README.md').split('## Settings')[1]?.split('\n## ')[0] ?? ''
  const named = allOf(table, /^\| ([^|]+) \|/gm).flatMap(cell => allOf(cell, /`([A-Z_]+)`/g))
  expect(named.sort()).toEqual(known)
})

test('the image sets what the environment reads: the port that it exposes, the folder that is its volume', () => {
  const set = Object.fromEntries([...inDockerfile].filter(([name]) => known.includes(name)))
  const { port, dataFolder, host } = parseEnvironment(set)
  expect(dockerfile).toContain(`EXPOSE ${port}\n`)
  expect(dockerfile).toContain(`VOLUME ${dataFolder}\n`)
  expect(dockerfile).toContain(`mkdir -m 700 ${dataFolder} && chown node:node ${dataFolder}`)
  // On 127.0.0.1 of the container a published port would reach nothing.
  expect(host).toBeUndefined()
  expect(dockerfile).toMatch(/\/\/127\.0\.0\.1:\$\{process\.env\.PORT\}\/sign-in/)
  expect(statSync('app/(auth)/sign-in/page.tsx').isFile()).toBe(true)
})

test('the image is not run as root, and starts as `npm start` does', () => {
  const last = dockerfile.split(/^FROM /m).at(-1) ?? ''
  expect(last).toMatch(/^USER node$/m)
  expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('\nCMD'))
  const command = z.array(z.string()).parse(JSON.parse(/^CMD (\[.*\])$/m.exec(last)?.[1] ?? '[]'))
  expect(command.join(' ')).toBe(manifest.scripts.start)
  for (const script of allOf(dockerfile, /npm run ([\w:]+)/g)) expect(manifest.scripts).toHaveProperty(script)
})

test('what the image runs is there without development dependencies', () => {
  const isInImage = (file: string) =>
    /^(app|components|lib|db)\//.test(file) ||
    ['start', 'build', 'openmrc', 'reset'].some(name => file === `bin/${name}.ts`) ||
    file.startsWith('bin/commands/')
  const missing = [...readSources('.').values()]
    .filter(({ file }) => isInImage(file) && !isTest(file))
    .flatMap(({ file, imports }) =>
      imports
        .filter(({ isProject, isTypeOnly, target }) => !isProject && !isTypeOnly && !isBuiltIn(target))
        .filter(({ target }) => !Object.hasOwn(manifest.dependencies, packageOf(target)))
        .map(({ target }) => `${file} imports ${target}`),
    )
  expect(missing).toEqual([])
})

const isBuiltIn = (target: string) => target.startsWith('node:') || /^\.|\.css$/.test(target)
const packageOf = (target: string) =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')

test('the image leaves out what is private or made anew, and nothing that it serves or reads', () => {
  const ignored = read('.dockerignore').trim().split('\n')
  for (const name of ['.git', 'node_modules', '.env*', '.data*', '.next*']) expect(ignored).toContain(name)
  for (const name of ['app', 'components', 'lib', 'db', 'bin', 'examples', 'package-lock.json'])
    expect(ignored).not.toContain(name)
})

test('compose sets only variables that the app reads, and publishes the port of the image to this machine alone', () => {
  const services = compose.split(/^ {2}(?=\w+:$)/m)
  const serviceOf = (name: string) => services.find(text => text.startsWith(`${name}:`)) ?? ''
  const setBy = (name: string) => allOf(serviceOf(name), /^ {6}([A-Z_]+):/gm)
  expect(known).toEqual(expect.arrayContaining([...setBy('app'), ...setBy('migrate')]))
  // The role that owns the tables is known to the migration alone.
  expect(setBy('app')).not.toContain('DATABASE_URL_OWNER')
  expect(setBy('migrate')).toEqual(['DATABASE_URL', 'DATABASE_URL_OWNER'])
  const port = inDockerfile.get('PORT')
  expect(serviceOf('app')).toContain(`ports: ["127.0.0.1:${port}:${port}"]`)
  expect(serviceOf('app')).toContain(`:${inDockerfile.get('OPENMRC_DATA')}"]`)
  const addresses = allOf(compose, /: (postgresql:\S+)/g).map(text => text.replace(/\$\{\w+:\?\}/, 'secret'))
  expect(addresses).toHaveLength(3)
  for (const address of addresses) {
    expect(parseEnvironment({ DATABASE_URL: address }).databaseUrl).toBe(address)
    expect(new URL(address).hostname).toBe('db')
  }
  expect(compose).toContain('create role openmrc login')
  expect(serviceOf('migrate')).toContain('["npm", "run", "--silent", "openmrc", "--", "migrate"]')
  expect(read('bin/openmrc.ts') + read('bin/commands/migrate.ts')).toContain('migrate')
})

test('CI runs .ci/run on the releases of Node that are served, the image and .nvmrc have one of them', () => {
  expect(workflow).toContain('- run: .ci/run\n')
  expect(statSync('.ci/run').mode & 0o111).not.toBe(0)
  const releases = JSON.parse(/node: (\[.*\])/.exec(workflow)?.[1] ?? '[]')
  expect(releases).toEqual([20, 22])
  const own = Number(read('.nvmrc'))
  expect(releases).toContain(own)
  expect(new Set(allOf(dockerfile, /^FROM node:(\d+)-/gm))).toEqual(new Set([String(own)]))
})
