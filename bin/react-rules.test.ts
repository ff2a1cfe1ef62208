import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'openmrc-react-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The rules by which `npm run lint` refuses a component with this body. */
function refusals(body: string): string[] {
  const text = `'use client'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
export function Example({ count, onSave }: { count: number; onSave: (count: number) => void }) {
${body}
}
`
  writeFileSync(join(folder, 'example.tsx'), text)
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const options = [`--config-path=${join(root, 'biome.json')}`, '--vcs-enabled=false', '--reporter=github']
  const run = spawnSync(process.execPath, [biome, 'lint', ...options, 'example.tsx'], {
    cwd: folder,
    encoding: 'utf8',
  })
  const named = [...run.stdout.matchAll(/title=lint\/(\w+\/\w+)/g)].map(([, rule]) => rule ?? '')
  return [...new Set(named)]
}

test.each([
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
])('%s is refused', (_, body, rule) => {
  expect(refusals(body)).toContain(rule)
})

test('the latest callback in an effect event is accepted', () => {
  // It was looked at: not all of its imports are used.
  expect(
    refusals(`const save = useEffectEvent(() => onSave(count))
  useEffect(() => {
    const timer = setTimeout(() => save(), 200)
    return () => clearTimeout(timer)
  }, [])
  return <p>{count}</p>`),
  ).toEqual(['correctness/noUnusedImports'])
})
