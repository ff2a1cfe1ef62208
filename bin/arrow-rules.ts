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
const plainLib = /^lib\/(money|calendar-date|currency)\.ts$/
const isTest = (file: string) => /\.test\.tsx?$|\/testing[\w-]*\.ts$/.test(file)

/**
 * Through these the outside reaches the database. A noun may split them into files of its own names when they grow, but
 * only lib imports those.
 */
const databaseDoors = [
  /^lib\/[\w-]+\/(queries|mutations)\.ts$/,
  /^lib\/(assignments|billing-runs|bulk|customers|dids|files|listing|notices|packages|schedule|statements|users)\//,
  /^lib\/(open-app|start-product|action|auth|page)\.ts$/,
]

type Arrow = { from: RegExp; to: (target: string, imported: Import) => boolean; rule: string }

const arrows: Arrow[] = [
  {
    from: /^lib\/billing\//,
    to: (target, { isProject }) => isProject && (/^lib\/billing\//.test(target) || plainLib.test(target)),
    rule: 'the engine (lib/billing) imports only itself, lib/money, lib/calendar-date and lib/currency',
  },
  {
    from: plainLib,
    to: (target, { isProject }) => isProject && (plainLib.test(target) || target === 'lib/billing/terms.ts'),
    rule: 'lib/money, lib/calendar-date and lib/currency import only one another',
  },
  {
    from: /^db\//,
    to: (target, { isProject }) =>
      !isProject ||
      /^db\//.test(target) ||
      /^lib\/(billing\/terms|env|log|start-problem|this-machine)\.ts$/.test(target),
    rule: 'db imports only itself, lib/billing/terms, lib/environment/environment, lib/log, lib/environment/start-problem and lib/environment/this-machine',
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
    rule: 'components import only components, lib/money, lib/calendar-date, lib/currency and the words of lib/billing',
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
      !isProject || /^(bin|lib)\//.test(target) || /^db\/(client|constraints|reset|seed)\.ts$/.test(target),
    rule: 'bin imports only bin, lib and the doors of db (client, constraints, reset, seed)',
  },
]

/** Everything in these sources that the house does not allow, in order of file and line. */
export function violationsIn(sources: Map<string, Source>): Violation[] {
  const found = [...sources.values()].flatMap(source => [
    ...nameViolations(source),
    ...arrowViolations(source),
    ...databaseViolations(source, sources),
    ...(source.directive === 'use client' ? clientViolations(source, sources) : []),
  ])
  return found.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}

function nameViolations({ file, lineCount }: Source): Violation[] {
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

function databaseViolations({ file, imports }: Source, sources: Map<string, Source>): Violation[] {
  if (isTest(file)) return []
  if (isForEverySide(file)) {
    return valueImports(imports)
      .filter(({ target }) => isDatabase(target))
      .map(({ line, target }) => ({
        file,
        line,
        rule: `this file is for every side, so it must not load ${target}`,
      }))
  }
  if (!/^(app|bin)\//.test(file)) return []
  return valueImports(imports)
    .filter(({ target }) => !isDoor(target) && holdsStatements(sources.get(target)))
    .map(({ line, target }) => ({
      file,
      line,
      rule: `the database is reached through queries.ts and mutations.ts, not ${target}`,
    }))
}

const isForEverySide = (file: string) =>
  /^lib\/[\w-]+\/schema\.ts$/.test(file) || (/^lib\/[\w-]+\.ts$/.test(file) && !isDoor(file))

const isDoor = (file: string) => databaseDoors.some(door => door.test(file))

const valueImports = (imports: Import[]) => imports.filter(({ isTypeOnly }) => !isTypeOnly)

const holdsStatements = (source: Source | undefined) =>
  source?.file.startsWith('lib/') === true &&
  valueImports(source.imports).some(({ target }) => isDatabase(target))

const isDatabase = (target: string) => /^db\//.test(target) || /^drizzle-orm/.test(target) || target === 'pg'
const isServerOnly = (target: string) =>
  isDatabase(target) || /\/(queries|mutations)\.ts$/.test(target) || target === 'server-only'

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
