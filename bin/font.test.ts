import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('the letters that come with every page are what `npm run font` makes of the published ones', () => {
  const { status, stderr } = spawnSync(process.execPath, ['bin/font.mjs', '--check'], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)
})

test('no page asks for a weight that they do not have', () => {
  const files = ['app', 'components'].flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(file => /\.(tsx|css)$/.test(file))
      .map(file => join(folder, file)),
  )
  const heavy = files.filter(file =>
    /\bfont-(bold|extrabold|black|light|thin)\b/.test(readFileSync(file, 'utf8')),
  )
  expect(files.length).toBeGreaterThan(100)
  expect(heavy).toEqual([])
})
