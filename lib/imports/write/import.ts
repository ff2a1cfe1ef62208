import { setImmediate } from 'node:timers/promises'
import type { Db } from '@/db/client'
import { lastWrite } from '@/db/last-write'
import { retrying } from '@/db/retry'
import type { Within } from '@/lib/access/context'
import { writeAudit } from '@/lib/audit/write/audit'
import { constraintProblem } from '@/lib/refusal/constraints'
import { savingWait } from '@/lib/saving-wait'
import { requireAdminNow } from '@/lib/users/read'
import { type Walked, walk } from '../batches'
import { FileRefused } from '../file-refused'
import type { ImportRequest } from '../importer'
import type { ImportReport } from '../report'
import { analyseTablesOf } from './analyse'

/**
 * Reads one file of SPEC's six into the database, all or nothing, in one transaction; every bad row is told. Importing
 * the same file again changes nothing. Throws FileRefused if the file is no such CSV at all; admins only.
 */
export async function importFile(
  { db, actor }: Within<'actor'>,
  request: ImportRequest,
): Promise<ImportReport> {
  if (request.mode === 'check') return check({ db, actor }, request)
  try {
    const report = await retrying(async () => {
      // Judging takes seconds, and somebody may save something meanwhile: once is chance.
      for (let tries = 0; tries < 2; tries += 1) {
        const saved = await saveJudged({ db, actor }, request)
        if (saved === 'not_so') break
        if (saved !== 'stale') return saved
      }
      return saveAtOnce({ db, actor }, request)
    })
    if (request.isEmbedded && report.saved) await analyseTablesOf(db, report)
    return report
  } catch (error) {
    if (error instanceof HasProblems) return error.report
    throw refusalOf(error)
  }
}

async function check({ db, actor }: Within<'actor'>, request: ImportRequest): Promise<ImportReport> {
  const { report, importer } = await walk({ db, actor }, request, { locks: false, onBatch: async () => {} })
  report.notes.push(...(await importer.finish(db, false)))
  const wait = request.isEmbedded ? savingWait(report.created + report.changed) : null
  if (wait !== null && report.problemCount === 0) report.notes.push(wait)
  return report
}

/** Takes the transaction back and brings the report out of it. */
class HasProblems extends Error {
  constructor(readonly report: ImportReport) {
    super('the file has bad rows')
  }
}

/** Judges and writes in one transaction: where others have connections of their own. */
async function saveAtOnce({ db, actor }: Within<'actor'>, request: ImportRequest): Promise<ImportReport> {
  return db.transaction(async tx => {
    const isWhole = (report: ImportReport) => request.mode === 'rehearse' || report.problemCount === 0
    const walked = await walk({ db: tx, actor }, request, {
      locks: true,
      // Once a row is bad the file will not be saved: the rest is only judged.
      onBatch: async (result, report) => {
        if (isWhole(report)) await result.save(tx)
      },
    })
    if (isWhole(walked.report)) return finish({ db: tx, actor }, request, walked)
    walked.report.notes.push(...(await walked.importer.finish(tx, false)))
    throw new HasProblems(walked.report)
  })
}

/** More rows than this are not kept in memory between judging and writing. */
const mostKept = 250_000

/**
 * Judges the whole file first and then only writes, so that the one connection of the embedded database is kept from
 * pages for as short as can be. `stale` if another user wrote something meanwhile, so that the judgement may not hold;
 * `not_so` if it is not done in this way: another database, or too many rows.
 */
async function saveJudged(
  { db, actor }: Within<'actor'>,
  request: ImportRequest,
): Promise<ImportReport | 'stale' | 'not_so'> {
  if (!request.isEmbedded || request.mode !== 'save') return 'not_so'
  const before = await lastWrite(db)
  let kept: { rows: number; save: (tx: Db) => Promise<void> }[] = []
  let isTooLong = false
  const walked = await walk({ db, actor }, request, {
    locks: false,
    onBatch: async ({ created, changed, save }, report) => {
      isTooLong ||= report.created + report.changed > mostKept
      if (isTooLong || report.problemCount > 0) kept = []
      else kept.push({ rows: created + changed, save })
    },
  })
  if (walked.report.problemCount > 0) {
    walked.report.notes.push(...(await walked.importer.finish(db, false)))
    return walked.report
  }
  if (isTooLong) return 'not_so'
  return db.transaction(async tx => {
    if ((await lastWrite(tx)) !== before) return 'stale'
    const ofRows = walked.report.created + walked.report.changed
    let rows = 0
    for (const part of kept) {
      await part.save(tx)
      rows += part.rows
      request.onProgress?.({ step: 'writing', rows, ofRows })
      await setImmediate()
    }
    return finish({ db: tx, actor }, request, walked)
  })
}

async function finish(
  { db: tx, actor }: Within<'actor'>,
  { kind, source }: ImportRequest,
  { report, importer }: Walked,
): Promise<ImportReport> {
  // A file may be read for minutes: whoever is no admin any more by now saves nothing of it.
  await requireAdminNow({ db: tx, actor })
  report.notes.push(...(await importer.finish(tx, true)))
  await writeAudit(
    { db: tx, actor },
    {
      action: `${kind}.imported`,
      entity: 'import',
      entityId: kind,
      label: source.name,
      after: { created: report.created, changed: report.changed, unchanged: report.unchanged },
    },
  )
  return { ...report, saved: true }
}

function refusalOf(error: unknown): unknown {
  const problem = constraintProblem(error)
  return problem
    ? new FileRefused(
        `Another user changed the same data meanwhile: ${problem.sentence} Nothing was saved; try again.`,
      )
    : error
}
