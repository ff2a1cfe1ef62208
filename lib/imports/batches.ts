/** One pass over a file, a batch at a time: every row is read and judged; who calls decides what is written, and when. */

import { setImmediate } from 'node:timers/promises'
import type { Db } from '@/db/client'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { type SeenKeys, seenKeys } from './duplicates'
import { FileRefused } from './file-refused'
import type { BatchResult, Importer, ImportRequest } from './importer'
import { importerOf } from './importers'
import { type FileKind, fileLayouts } from './layouts'
import type { BadRow, ImportReport, RowProblem } from './report'
import { type Batch, type RawRow, readBatches } from './rows'

/** A row more than this and the file is refused: split it. */
const maxRows = 5_000_000

export type Walked = { report: ImportReport; importer: Importer }

/**
 * Reads and judges a whole file and hands on each batch that has good rows, with what is written for it. `locks` where
 * that is written in this same transaction. Throws FileRefused where the file is no such CSV at all; admins only.
 */
export async function walk(
  { db, actor }: Within<'actor'>,
  request: ImportRequest,
  {
    locks,
    onBatch,
  }: { locks: boolean; onBatch: (result: BatchResult, report: ImportReport) => Promise<void> },
): Promise<Walked> {
  requireAdmin(actor)
  const { kind, source, batchSize = 2000 } = request
  request.onStart?.()
  const report = emptyReport(kind)
  let columns: ReadonlySet<string> = new Set()
  const importer = importerOf(kind, { ...request, actor, locks, has: name => columns.has(name) })
  const seen = seenKeys()
  // While the database writes a batch, the next one is read; it is judged once that is written.
  let writing = Promise.resolve()
  try {
    for await (const batch of readBatches(source, kind, batchSize)) {
      if (report.rows === 0) request.onHeader?.(batch.header)
      columns = batch.columns
      report.rows += batch.rows.length + batch.problems.length
      if (report.rows > maxRows) throw new FileRefused('The file has more than 5,000,000 rows. Split it.')
      report.notes.push(...batch.notes)
      await writing
      const { problems, result } = await takeBatch(db, batch, { importer, seen, kind })
      report.problemCount += problems.length
      report.created += result?.created ?? 0
      report.changed += result?.changed ?? 0
      report.unchanged += result?.unchanged ?? 0
      await tellProblems(request, batch, problems)
      if (result) {
        writing = onBatch(result, report)
        // It is thrown where it is waited for, unless reading fails first.
        writing.catch(() => undefined)
      }
      request.onProgress?.({
        step: 'reading',
        rows: report.rows,
        bytes: batch.bytes,
        totalBytes: source.size,
      })
      await setImmediate()
    }
    await writing
  } finally {
    // Where reading fails: nothing is written after the transaction was taken back.
    await writing.catch(() => undefined)
  }
  return { report, importer }
}

const emptyReport = (kind: FileKind): ImportReport => ({
  ...{ kind, rows: 0, created: 0, changed: 0, unchanged: 0, problemCount: 0 },
  ...{ notes: [], saved: false },
})

async function tellProblems(request: ImportRequest, batch: Batch, problems: RowProblem[]): Promise<void> {
  if (problems.length === 0) return
  problems.sort((a, b) => a.line - b.line)
  for (const problem of problems) request.onProblem?.(problem)
  if (!request.onBadRows) return
  const rows = new Map<number, BadRow>()
  for (const { line, column, reason } of problems) {
    const row = rows.get(line) ?? { line, cells: batch.cellsOf.get(line) ?? [], problems: [] }
    row.problems.push({ column, reason })
    rows.set(line, row)
  }
  await request.onBadRows([...rows.values()])
}

async function takeBatch(
  db: Db,
  batch: Batch,
  { importer, seen, kind }: { importer: Importer; seen: SeenKeys; kind: FileKind },
): Promise<{ problems: RowProblem[]; result: BatchResult | null }> {
  const problems = [...batch.problems]
  const rows = batch.rows.filter(row => {
    const twice = seenBefore(row, importer, seen, kind)
    if (twice) problems.push(twice)
    return !twice
  })
  const result = rows.length > 0 ? await importer.take(db, rows) : null
  return { problems: result ? problems.concat(result.problems) : problems, result }
}

function seenBefore(row: RawRow, importer: Importer, seen: SeenKeys, kind: FileKind): RowProblem | null {
  const key = importer.keyOf(row)
  if (key === '') return null
  const first = seen.before(key, row.line)
  if (first === undefined) return null
  const { columns, one } = fileLayouts[kind]
  return {
    line: row.line,
    column: columns[0] ?? null,
    reason: `Line ${first} already has this ${one}. Keep one of the two rows.`,
  }
}
