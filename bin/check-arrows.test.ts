import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { violationsIn } from './arrow-rules'
import { readSources } from './source-imports'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** What the check says of a project made of these files, as `file:line  rule`. */
function check(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'openmrc-arrows-'))
  folders.push(root)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return violationsIn(readSources(root)).map(({ file, line, rule }) => `${file}:${line}  ${rule}`)
}

const database = { 'db/client.ts': 'export const db = 1', 'db/schema/users.ts': 'export const users = 1' }

test('a project that keeps the arrows is left alone', () => {
  expect(
    check({
      ...database,
      'lib/billing/plan.ts': "import { money } from '@/lib/money'\n",
      'lib/money.ts': 'export const money = 1',
      'lib/users/read.ts': "import { users } from '@/db/schema/users'\nimport { eq } from 'drizzle-orm'\n",
      'app/users/page.tsx':
        "import { listUsers } from '@/lib/users/read'\nimport type { Db } from '@/db/client'\n",
    }),
  ).toEqual([])
})

test.each([
  ['lib/billing/plan.ts', "import { x } from '@/lib/users/schema'", 'the engine'],
  ['lib/calendar-date.ts', "import { addDays } from 'date-fns/addDays'", 'import only one another'],
  ['lib/date-text.ts', "import { x } from '@/lib/money'", 'only lib/calendar-date and date-fns'],
  ['lib/billing/plan.ts', "import { readFileSync } from 'node:fs'", 'the engine'],
  ['lib/billing/plan.ts', "import { z } from 'zod'", 'the engine'],
  ['lib/billing/plan.ts', "import type { Db } from '@/db/client'", 'the engine'],
  ['lib/money.ts', "import { x } from './users/schema'", 'lib/money'],
  ['db/client.ts', "import { x } from '@/lib/users/read'", 'db imports only'],
  ['lib/users/read.ts', "import { Page } from '@/app/page'", 'lib never imports'],
  ['lib/users/schema.ts', "import { users } from '@/db/schema/users'", 'must not load db/schema/users.ts'],
  ['components/ui/button.tsx', "import { x } from '@/lib/users/read'", 'components import only'],
  ['app/page.tsx', "import { users } from '@/db/schema/users'", 'app imports only'],
  ['app/page.tsx', "export const load = () => import('@/db/client')", 'app imports only'],
  ['bin/openmrc.ts', "import { users } from '@/db/schema/users'", 'bin imports only'],
])('%s must not say %s', (file, text, rule) => {
  const [line, ...others] = check({ ...database, [file]: `// first line\n${text}\n` })
  expect(line).toContain(`${file}:2  `)
  expect(line).toContain(rule)
  expect(others).toEqual([])
})

test.each([
  'lib/users/read.ts',
  'lib/users/read/list.ts',
  'lib/users/write/invite.ts',
  'lib/planning/load.ts',
  'lib/billing-runs/undo/undo.ts',
])('%s may touch the database', file => {
  expect(check({ ...database, [file]: "import { users } from '@/db/schema/users'" })).toEqual([])
})

test.each(['lib/users/reach.ts', 'lib/users/reader.ts', 'lib/totals.ts'])('%s may not', file => {
  expect(check({ ...database, [file]: "import { eq } from 'drizzle-orm'" })).toEqual([
    `${file}:1  only read, write, planning and billing-runs touch the database, so it must not load drizzle-orm`,
  ])
})

test('rooms that import one another are told, also if only types go round', () => {
  expect(
    check({
      'lib/users/a.ts': "import type { B } from '@/lib/audit/b'",
      'lib/audit/b.ts': "import { d } from './d'",
      'lib/audit/c.ts': "import { a } from '@/lib/users/a'",
      'lib/audit/d.ts': '',
    }),
  ).toEqual(['lib/audit:1  a circle of imports, types included: lib/audit <-> lib/users'])
})

test('what a test imports makes no circle of rooms', () => {
  expect(
    check({
      'lib/users/a.ts': "import { b } from '@/lib/audit/b'",
      'lib/audit/b.ts': '',
      'lib/audit/b.test.ts': "import { a } from '@/lib/users/a'",
    }),
  ).toEqual([])
})

test('a file without a noun at the root of (admin) is refused, and what Next looks for is not', () => {
  expect(check({ 'app/(admin)/page.tsx': '', 'app/(admin)/use-fresh.ts': '' })).toEqual([
    'app/(admin)/use-fresh.ts:1  no file without a noun at the root of (admin)',
  ])
})

test('a client component that loads the database is told the way it got there', () => {
  const files = {
    ...database,
    'lib/users/read.ts': "import { users } from '@/db/schema/users'",
    'app/words.ts': "import { x } from '@/lib/users/read'",
  }
  expect(check({ ...files, 'app/form.tsx': "'use client'\nimport { words } from './words'\n" })).toEqual([
    'app/form.tsx:2  a client component loads app/words.ts -> lib/users/read.ts',
  ])
})

test('a client component may call server actions and use types', () => {
  expect(
    check({
      ...database,
      'lib/users/read.ts': "import { users } from '@/db/schema/users'",
      'app/actions.ts': "'use server'\nimport { x } from '@/lib/users/read'\n",
      'app/form.tsx':
        "'use client'\nimport { save } from './actions'\nimport { type User } from '@/lib/users/read'\n",
    }),
  ).toEqual([])
})

test('a directive after an import is refused: the build would be', () => {
  expect(check({ 'app/form.tsx': "import { useState } from 'react'\n'use client'\n" })).toEqual([
    'app/form.tsx:2  a directive stands before everything else',
  ])
})

test('a name that says nothing and a file that is two files are refused', () => {
  expect(check({ 'lib/users/helpers.ts': '', 'lib/index.ts': '', 'lib/a.ts': 'x\n'.repeat(250) })).toEqual([
    'lib/index.ts:1  "index" is no name: a file with no room means that a noun is missing',
    'lib/users/helpers.ts:1  "helpers" is no name: a file with no room means that a noun is missing',
  ])
  expect(check({ 'lib/a.ts': 'x\n'.repeat(251) })).toEqual([
    'lib/a.ts:251  251 lines: past 250 it is two files',
  ])
})

test('an import in a comment or in a string of its own imports nothing', () => {
  expect(
    check({ 'lib/money.ts': "/**\n * import { x } from '@/db/client'\n */\n// import 'zod'\n" }),
  ).toEqual([])
})
