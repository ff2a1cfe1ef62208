/** The log of the process: one JSON object a line, on the error output. Never a secret, never a query's parameters. */
import { AsyncLocalStorage } from 'node:async_hooks'

/** What every entry made inside of `within` says as well. */
export type LogContext = {
  /** The id of the request; the page that shows an error shows the same one. */
  id?: string
  /** The e-mail of whoever asks, or the name of a key. */
  actor?: string
  /** The number of a run. */
  run?: number
}

export type LogFields = LogContext & {
  error?: unknown
  [name: string]: unknown
}

type Level = 'info' | 'warn' | 'error'

const longestText = 2_000
const mostFrames = 20

// On globalThis: Next bundles instrumentation and doors apart; there must be one context and one switch.
const shared: typeof globalThis & {
  openmrcLogContext?: AsyncLocalStorage<LogContext>
  openmrcLogIsServer?: boolean
} = globalThis

function contexts(): AsyncLocalStorage<LogContext> {
  shared.openmrcLogContext ??= new AsyncLocalStorage()
  return shared.openmrcLogContext
}

/** Runs `work` so that every entry inside of it carries this too. */
export function within<Result>(context: LogContext, work: () => Result): Result {
  const store = contexts()
  return store.run({ ...store.getStore(), ...context }, work)
}

function write(level: Level, message: string, fields: LogFields): void {
  // The command line says what it has to say by itself.
  if (level === 'info' && !shared.openmrcLogIsServer) return
  process.stderr.write(`${lineOf(level, message, { ...contexts().getStore(), ...fields }, new Date())}\n`)
}

/** `log.error('the daily run failed', { error, run: 7 })` */
export const log = {
  info: (message: string, fields: LogFields = {}) => write('info', message, fields),
  warn: (message: string, fields: LogFields = {}) => write('warn', message, fields),
  error: (message: string, fields: LogFields = {}) => write('error', message, fields),
}

/** Called once by a server: entries of level info count from now on, and what libraries print becomes entries too. */
export function startLog(): void {
  if (shared.openmrcLogIsServer) return
  shared.openmrcLogIsServer = true
  // The development server shows errors in its own way.
  if (process.env.NODE_ENV !== 'production') return
  console.error = (...words: unknown[]) => print('error', words)
  console.warn = (...words: unknown[]) => print('warn', words)
}

function print(level: Level, words: readonly unknown[]): void {
  const error = words.find(word => word instanceof Error)
  const texts = words.filter(word => typeof word === 'string' || typeof word === 'number')
  write(level, texts.join(' ').trim() || 'a library reported an error', error ? { error } : {})
}

/** One entry as one line: control characters, line separators and signs that turn the direction of text are escaped. */
export function lineOf(level: Level, message: string, fields: LogFields, now: Date): string {
  const { error, ...rest } = fields
  const entry = {
    ...{ time: now.toISOString(), level, message, ...rest },
    ...(error === undefined ? {} : { error: described(error, 0) }),
  }
  const text = JSON.stringify(entry, (_, value) => shortened(value))
  return text.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function shortened(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'string' || value.length <= longestText) return value
  return `${value.slice(0, longestText)}…`
}

const codeOf = (error: Error) => ('code' in error ? { code: String(error.code) } : {})
const constraintOf = (error: Error) => ('constraint' in error ? { constraint: error.constraint } : {})

/** An error without what was sent to the database: its name, what it says, and where it was thrown. */
function described(error: unknown, depth: number): unknown {
  if (!(error instanceof Error)) return { message: typeof error === 'string' ? error : typeof error }
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  return {
    name: error.name,
    message: messageOf(error),
    ...codeOf(error),
    ...constraintOf(error),
    stack: frames.slice(0, mostFrames).map(line => line.trim()),
    ...(error.cause === undefined || depth >= 3 ? {} : { cause: described(error.cause, depth + 1) }),
  }
}

/** Drizzle writes the parameters into its message, PostgreSQL quotes the value that it refused at the end of its own. */
function messageOf(error: Error): string {
  if ('query' in error && 'params' in error) return `Failed query: ${String(error.query)}`
  if ('severity' in error) return error.message.replace(/(: |\()["'].*$/s, '$1…')
  return error.message
}
