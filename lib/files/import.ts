import { setImmediate } from 'node:timers/promises'
import type { Db } from '@/db/client'
import { constraintProblem } from '@/db/constraints'
import type { Actor } from '../actor'
import { requireAdmin } from '../actor'
import { writeAudit } from '../audit/mutations'
import type { CalendarDate } from '../calendar-date'
import type { Importer } from './importer'
import { importerOf } from './importers'
import { type FileKind, fileLayouts } from './kinds'
import { type Batch, type RawRow, readBatches } from './read'
import { FileRefused } from './refused'
import type { ImportProgress, ImportReport, RowProblem } from './report'
import { withRetries } from './retry'
import type { FileSource } from './source'

/**
 * `check` saves nothing; `save` saves the whole file or nothing of it; `rehearse` writes the good rows of a bad file too,
 * for a caller that takes everything back, so that a check of several files finds what the earlier ones bring.
 */
export type ImportMode = 'check' | 'save' | 'rehearse'

export type ImportRequest = {
  kind: FileKind
  mode: ImportMode
  source: FileSource
  today: CalendarDate
  timeZone: string
  currency: string
  /** Rows in one statement: 10,000 for PostgreSQL, 2,000 where the database lives in the web process. */
  batchSize?: number
  onProgress?: (progress: ImportProgress) => void
  /** Every bad row, as it is found. A retried transaction starts over: `onStart` is called before each try. */
  onProblem?: (problem: RowProblem) => void
  onStart?: () => void
}

/** A row more than this and the file is refused: split it. */
export const maxRows = 5_000_000

/**
 * Reads one file of SPEC's six into the database, all or nothing, in one transaction; every bad row is told. Importing
 * the same file again changes nothing. Throws FileRefused where the file is no such CSV at all; admins only.
 */
export async function importFile(db: Db, actor: Actor, request: ImportRequest): Promise<ImportReport> {
  requireAdmin(actor)
  if (request.mode === 'check') return walk(db, actor, request)
  try {
    return await withRetries(() => db.transaction(tx => walk(tx, actor, request)))
  } catch (error) {
    if (error instanceof HasProblems) return error.report
    throw refusalOf(error)
  }
}

/** Takes the transaction back and brings the report out of it. */
class HasProblems extends Error {
  constructor(readonly report: ImportReport) {
    super('the file has bad rows')
  }
}

async function walk(db: Db, actor: Actor, request: ImportRequest): Promise<ImportReport> {
  const { kind, mode, source, batchSize = 2000 } = request
  request.onStart?.()
  const report: ImportReport = {
    kind,
    rows: 0,
    created: 0,
    changed: 0,
    unchanged: 0,
    problemCount: 0,
    notes: [],
    saved: false,
  }
  const tell = (problem: RowProblem) => {
    report.problemCount += 1
    request.onProblem?.(problem)
  }
  let columns: ReadonlySet<string> = new Set()
  const context = { ...request, actor, writes: mode !== 'check', has: (name: string) => columns.has(name) }
  const importer = importerOf(kind, context)
  const seen = new Map<string, number>()
  for await (const batch of readBatches(source, kind, batchSize)) {
    columns = batch.columns
    report.rows += batch.rows.length + batch.problems.length
    if (report.rows > maxRows) throw new FileRefused('The file has more than 5,000,000 rows. Split it.')
    report.notes.push(...batch.notes)
    const problems = await takeBatch(db, importer, batch, seen, kind, report)
    for (const problem of problems.sort((a, b) => a.line - b.line)) tell(problem)
    // Once a row is bad the file will not be saved: the rest is only judged.
    if (mode === 'save' && report.problemCount > 0) context.writes = false
    request.onProgress?.({ rows: report.rows, bytes: batch.bytes, totalBytes: source.size })
    await setImmediate()
  }
  report.notes.push(...(await importer.finish(db)))
  if (mode === 'check') return report
  if (mode === 'save' && report.problemCount > 0) throw new HasProblems(report)
  await writeAudit(db, actor, {
    action: `${kind}.imported`,
    entity: 'import',
    entityId: kind,
    label: source.name,
    after: { created: report.created, changed: report.changed, unchanged: report.unchanged },
  })
  return { ...report, saved: true }
}

async function takeBatch(
  db: Db,
  importer: Importer,
  batch: Batch,
  seen: Map<string, number>,
  kind: FileKind,
  report: ImportReport,
): Promise<RowProblem[]> {
  const problems = [...batch.problems]
  const rows = batch.rows.filter(row => {
    const twice = seenBefore(row, importer, seen, kind)
    if (twice) problems.push(twice)
    return !twice
  })
  const result = rows.length > 0 ? await importer.take(db, rows) : null
  report.created += result?.created ?? 0
  report.changed += result?.changed ?? 0
  report.unchanged += result?.unchanged ?? 0
  return result ? problems.concat(result.problems) : problems
}

function seenBefore(
  row: RawRow,
  importer: Importer,
  seen: Map<string, number>,
  kind: FileKind,
): RowProblem | null {
  const key = importer.keyOf(row)
  if (key === '') return null
  const first = seen.get(key)
  if (first === undefined) {
    seen.set(key, row.line)
    return null
  }
  const { columns, one } = fileLayouts[kind]
  return {
    line: row.line,
    column: columns[0] ?? null,
    reason: `Line ${first} already has this ${one}. Keep one of the two rows.`,
  }
}

function refusalOf(error: unknown): unknown {
  const problem = constraintProblem(error)
  return problem
    ? new FileRefused(
        `Somebody changed the same things meanwhile: ${problem.sentence} Nothing was saved; try again.`,
      )
    : error
}
