import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'openmrc-react-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Bodies of components that `npm run lint` refuses, each with a rule that it breaks. */
const refused: [name: string, body: string, rule: string][] = [
  [
    'a ref that is written while it is drawn',
    `const seen = useRef(count)
  seen.current = count
  return <button type="button" onClick={() => onSave(seen.current)}>Save</button>`,
    'nursery/useReactCompiler',
  ],
  [
    'a ref that is written while it is drawn, under a condition',
    `const seen = useRef(0)
  if (count > 0) seen.current = count
  return <button type="button" onClick={() => onSave(seen.current)}>Save</button>`,
    'nursery/useReactCompiler',
  ],
  [
    'a ref that is read while it is drawn',
    `const seen = useRef(count)
  return <p>{seen.current}</p>`,
    'nursery/useReactCompiler',
  ],
  [
    'state that an effect sets at once',
    `const [seen, setSeen] = useState(count)
  useEffect(() => setSeen(count), [count])
  return <p>{seen}</p>`,
    'nursery/useReactCompiler',
  ],
  [
    'an effect that keeps an old callback',
    `useEffect(() => onSave(count), [count])
  return <p>{count}</p>`,
    'correctness/useExhaustiveDependencies',
  ],
  [
    'a hook under a condition',
    `if (count > 0) useEffect(() => {})
  return <p>{count}</p>`,
    'correctness/useHookAtTopLevel',
  ],
]

const accepted = `const save = useEffectEvent(() => onSave(count))
  useEffect(() => {
    const timer = setTimeout(() => save(), 200)
    return () => clearTimeout(timer)
  }, [])
  return <p>{count}</p>`

const component = (body: string) => `'use client'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
export function Example({ count, onSave }: { count: number; onSave: (count: number) => void }) {
${body}
}
`

/** What Biome says of all of them in one run, a line for each finding. */
let findings: string[]
beforeAll(() => {
  for (const [index, [, body]] of refused.entries())
    writeFileSync(join(folder, `refused-${index}.tsx`), component(body))
  writeFileSync(join(folder, 'accepted.tsx'), component(accepted))
  const config = `--config-path=${join(root, 'biome.json')}`
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  // Outside of the project there are no packages and no other files to know.
  const options = ['--skip=project', '--vcs-enabled=false', '--reporter=github']
  const run = spawnSync(process.execPath, [biome, 'lint', config, ...options, '.'], {
    cwd: folder,
    encoding: 'utf8',
  })
  findings = run.stdout.split('\n')
})

const rulesBrokenBy = (file: string) =>
  new Set(
    findings
      .filter(line => line.includes(file))
      .map(line => /title=lint\/(\w+\/\w+)/.exec(line)?.[1])
      .filter(rule => rule !== undefined),
  )

test.each(refused.map(([name, , rule], index) => ({ name, rule, file: `refused-${index}.tsx` })))(
  '$name is refused',
  ({ file, rule }) => {
    expect(rulesBrokenBy(file)).toContain(rule)
  },
)

test('the latest callback in an effect event is accepted', () => {
  // It was looked at: not all of its imports are used.
  expect([...rulesBrokenBy('accepted.tsx')]).toEqual(['correctness/noUnusedImports'])
})
