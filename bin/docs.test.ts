import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const pages = ['.', 'components', 'docs', 'examples', 'testing'].flatMap(folder =>
  readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => join(folder, name)),
)
const rooms = 'app|bench|bin|components|db|docs|e2e|examples|lib|testing'

/** What a page links to or names in backticks, as paths from the root. */
function pathsIn(page: string): string[] {
  const text = readFileSync(page, 'utf8')
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path = '']) =>
    join(dirname(page), path),
  )
  const named = [
    ...text.matchAll(new RegExp(`\`((?:${rooms})/[\\w()[\\]./-]+\\.(?:tsx?|mjs|md|svg))\``, 'g')),
  ].map(([, path = '']) => path)
  const furniture =
    page === 'components/README.md'
      ? [...text.matchAll(/\b((?:ui|shell)\/[\w/-]+\.tsx?)\b/g)].map(([, path = '']) => `components/${path}`)
      : []
  return [...links, ...named, ...furniture]
}

test.each(pages)('%s names files that are there', page => {
  expect(pathsIn(page).filter(path => !existsSync(path))).toEqual([])
})

test('the index of decisions has each of them, with its title, date and status', () => {
  const index = readFileSync('docs/decisions/README.md', 'utf8')
  for (const name of readdirSync('docs/decisions').filter(file => /^\d{4}-/.test(file))) {
    const text = readFileSync(join('docs/decisions', name), 'utf8')
    const [, number, title, date, status] = /^# (\d{4}) (.+)\n\n(\S+) · (.+)\n/.exec(text) ?? []
    expect(index).toContain(`| ${number} | [${title}](${name}) | ${date} | ${status} |`)
    expect(name.startsWith(`${number}-`)).toBe(true)
  }
})
