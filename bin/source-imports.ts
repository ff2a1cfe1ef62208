import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

export type Import = {
  /** A file of the project such as `lib/money.ts`, or the name of a package. */
  target: string
  isProject: boolean
  /** Gone after compiling. */
  isTypeOnly: boolean
  line: number
}

export type Source = {
  file: string
  lineCount: number
  directive: 'use client' | 'use server' | null
  /** The line of a directive that stands after other statements, where it directs nothing. */
  lateDirective: number | null
  imports: Import[]
}

const rooms = ['app', 'components', 'lib', 'db', 'bin', 'bench', 'e2e', 'testing']

/** Every TypeScript source of the project, by its path from the root. */
export function readSources(root: string): Map<string, Source> {
  const files = rooms.filter(room => existsSync(join(root, room))).flatMap(room => filesIn(root, room))
  for (const name of ['instrumentation.ts', 'proxy.ts']) if (existsSync(join(root, name))) files.push(name)
  return new Map(files.map(file => [file, readSource(root, file)]))
}

function filesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return entry.name === 'migrations' ? [] : filesIn(root, path)
    return /\.(ts|tsx|mts|mjs)$/.test(entry.name) ? [path] : []
  })
}

function readSource(root: string, file: string): Source {
  const text = readFileSync(join(root, file), 'utf8')
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, blankOut)
  const directive = /^\s*['"](use client|use server)['"]/.exec(code)?.[1]
  return {
    file,
    lineCount: text.trimEnd().split('\n').length,
    lateDirective: lateDirectiveIn(code),
    directive: directive === 'use client' || directive === 'use server' ? directive : null,
    imports: importsOf(root, file, code),
  }
}

function lateDirectiveIn(code: string): number | null {
  const found = /(?:^|\n);?\(?['"]use (?:client|server)['"]/.exec(code)
  if (!found || code.slice(0, found.index).trim() === '') return null
  return code.slice(0, found.index).split('\n').length + 1
}

/** Comments go, lines stay: an example in a comment imports nothing. */
const blankOut = (comment: string) => comment.replace(/[^\n]/g, ' ')

const statement =
  /(?:^|\n)[ \t]*(?:import|export)\s+(type\s+)?((?:[\w*{}\s,$]|\btype\b)+?)\s*from\s*['"]([^'"\n]+)['"]|(?:^|\n)[ \t]*import\s*['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g

function importsOf(root: string, file: string, code: string): Import[] {
  return [...code.matchAll(statement)].map(match => {
    const [whole, type, names = '', from, bare, dynamic] = match
    const specifier = from ?? bare ?? dynamic ?? ''
    const resolved = resolveImport(root, file, specifier)
    const start = match.index + whole.length - whole.trimStart().length
    return {
      target: resolved ?? specifier,
      isProject: resolved !== null,
      isTypeOnly: from !== undefined && (type !== undefined || bringsTypesOnly(names)),
      line: code.slice(0, start).split('\n').length,
    }
  })
}

function bringsTypesOnly(names: string): boolean {
  const inside = /^\s*\{([\s\S]*)\}\s*$/.exec(names)?.[1]
  const parts =
    inside
      ?.split(',')
      .map(part => part.trim())
      .filter(part => part !== '') ?? []
  return parts.length > 0 && parts.every(part => part.startsWith('type '))
}

/** From the root of the project; null for the name of a package. */
function pathOf(file: string, specifier: string): string | null {
  if (specifier.startsWith('@/')) return specifier.slice(2)
  return specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : null
}

function resolveImport(root: string, file: string, specifier: string): string | null {
  const path = pathOf(file, specifier)
  if (path === null) return null
  const found = ['', '.ts', '.tsx', '.mjs']
    .map(end => path + end)
    .find(name => /\.\w+$/.test(name) && existsSync(join(root, name)))
  return found ?? path
}
