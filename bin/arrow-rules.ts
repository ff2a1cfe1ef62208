import { circlesOfRooms } from './circles'
import type { Import, Source } from './source-imports'

export type Violation = { file: string; line: number; rule: string }

const maximumLines = 250
const forbiddenNames = [
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'type',
  'types',
  'constant',
  'constants',
  'index',
]

/** The pure furniture of amounts and dates, which every room may use. */
const plainLib = /^lib\/(money|calendar-date|date-text|currency)\.ts$/
export const isTest = (file: string) => /\.test\.tsx?$|\.spec\.ts$|^(testing|bench|e2e)\//.test(file)

/** What touches the database: a noun's `read` and `write`, planning and the runs. `db` itself has a rule of its own. */
const touchesDatabase = /^lib\/(planning|billing-runs|[\w-]+\/(read|write))(\/|\.ts$)/

type Arrow = { from: RegExp; to: (target: string, imported: Import) => boolean; rule: string }

const arrows: Arrow[] = [
  {
    from: /^lib\/billing\//,
    to: (target, { isProject }) => isProject && (/^lib\/billing\//.test(target) || plainLib.test(target)),
    rule: 'the engine (lib/billing) imports only itself, lib/money, lib/calendar-date, lib/date-text and lib/currency',
  },
  {
    from: /^lib\/(money|calendar-date|currency)\.ts$/,
    to: (target, { isProject }) => isProject && (plainLib.test(target) || target === 'lib/billing/terms.ts'),
    rule: 'lib/money, lib/calendar-date and lib/currency import only one another',
  },
  {
    from: /^lib\/date-text\.ts$/,
    to: target => target === 'lib/calendar-date.ts' || /^(date-fns|@date-fns\/utc)\//.test(target),
    rule: 'lib/date-text imports only lib/calendar-date and date-fns',
  },
  {
    from: /^db\//,
    to: (target, { isProject }) =>
      !isProject ||
      /^db\//.test(target) ||
      /^lib\/(billing\/terms|log|environment\/[\w-]+)\.ts$/.test(target),
    rule: 'db imports only itself, lib/billing/terms, lib/environment and lib/log',
  },
  {
    from: /^lib\//,
    to: (target, { isProject }) => !isProject || /^(lib|db)\//.test(target),
    rule: 'lib never imports app, components or bin',
  },
  {
    from: /^components\//,
    to: (target, { isProject, isTypeOnly }) =>
      !isProject ||
      /^components\//.test(target) ||
      plainLib.test(target) ||
      /^lib\/billing\//.test(target) ||
      (isTypeOnly && /^lib\//.test(target)),
    rule: 'components import only components, lib/money, lib/calendar-date, lib/date-text, lib/currency and the words of lib/billing',
  },
  {
    from: /^app\//,
    to: (target, { isProject, isTypeOnly }) =>
      !isProject || /^(app|components|lib)\//.test(target) || (isTypeOnly && /^db\//.test(target)),
    rule: 'app imports only app, components and lib; what it wants from db is asked through lib',
  },
  {
    from: /^bin\//,
    to: (target, { isProject }) =>
      !isProject ||
      /^(bin|lib)\//.test(target) ||
      /^db\/(client|migrate-command|queue\/queue|reset)\.ts$/.test(target),
    rule: 'bin imports only bin, lib and the doors of db (client, migrate-command, queue, reset)',
  },
]

/** Everything in these sources that the house does not allow, in order of file and line. */
export function violationsIn(sources: Map<string, Source>): Violation[] {
  const found = [...sources.values()].flatMap(source => [
    ...nameViolations(source),
    ...arrowViolations(source),
    ...databaseViolations(source),
    ...(source.directive === 'use client' ? clientViolations(source, sources) : []),
  ])
  found.push(...circleViolations(sources))
  return found.sort((a, b) => byText(a.file, b.file) || a.line - b.line)
}

const byText = (a: string, b: string) => Number(a > b) - Number(a < b)

/** Of rooms; Biome finds circles of files (`noImportCycles`). */
function circleViolations(sources: Map<string, Source>): Violation[] {
  return circlesOfRooms(sources, isTest).map(circle => ({
    file: circle[0] ?? '',
    line: 1,
    rule: `a circle of imports, types included: ${circle.join(' <-> ')}`,
  }))
}

/** What Next itself looks for at the root of a group of routes. */
const ofNext = /^(page|layout|error|not-found|loading)\.tsx$/

function nameViolations({ file, lineCount, lateDirective }: Source): Violation[] {
  const names = file.split('/').map(part => part.replace(/\.\w+$/, ''))
  const forbidden = names.find(name => forbiddenNames.includes(name))
  return [
    ...(forbidden
      ? [
          {
            file,
            line: 1,
            rule: `"${forbidden}" is no name: a file with no room means that a noun is missing`,
          },
        ]
      : []),
    ...(lateDirective === null
      ? []
      : [{ file, line: lateDirective, rule: 'a directive stands before everything else' }]),
    ...(/^app\/\(admin\)\/[^/]+$/.test(file) && !ofNext.test(file.split('/').at(-1) ?? '')
      ? [{ file, line: 1, rule: 'no file without a noun at the root of (admin)' }]
      : []),
    ...(lineCount > maximumLines
      ? [{ file, line: maximumLines + 1, rule: `${lineCount} lines: past ${maximumLines} it is two files` }]
      : []),
  ]
}

function arrowViolations({ file, imports }: Source): Violation[] {
  const arrow = isTest(file) ? undefined : arrows.find(({ from }) => from.test(file))
  if (!arrow) return []
  return imports
    .filter(imported => !arrow.to(imported.target, imported))
    .map(({ line, target }) => ({ file, line, rule: `${arrow.rule}, not ${target}` }))
}

function databaseViolations({ file, imports }: Source): Violation[] {
  if (isTest(file) || !file.startsWith('lib/') || touchesDatabase.test(file)) return []
  return valueImports(imports)
    .filter(({ target }) => isDatabase(target))
    .map(({ line, target }) => ({
      file,
      line,
      rule: `only read, write, planning and billing-runs touch the database, so it must not load ${target}`,
    }))
}

const valueImports = (imports: Import[]) => imports.filter(({ isTypeOnly }) => !isTypeOnly)

const isDatabase = (target: string) => /^(db\/|drizzle-orm|pg$|pg-boss$)/.test(target)
const isServerOnly = (target: string) =>
  isDatabase(target) || /\/(read|write)(\/|\.ts$)/.test(target) || target === 'server-only'

/** Follows what a client component really loads; a file of server actions is only called from there, not loaded. */
function clientViolations(client: Source, sources: Map<string, Source>): Violation[] {
  return client.imports.flatMap(first => {
    const chain = pathToServer(first, sources, new Set([client.file]))
    if (!chain) return []
    return [{ file: client.file, line: first.line, rule: `a client component loads ${chain.join(' -> ')}` }]
  })
}

function pathToServer(imported: Import, sources: Map<string, Source>, seen: Set<string>): string[] | null {
  const { target, isTypeOnly } = imported
  if (isTypeOnly || seen.has(target)) return null
  seen.add(target)
  const source = sources.get(target)
  if (source?.directive === 'use server') return null
  if (isServerOnly(target)) return [target]
  for (const next of source?.imports ?? []) {
    const rest = pathToServer(next, sources, seen)
    if (rest) return [target, ...rest]
  }
  return null
}
