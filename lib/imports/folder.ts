import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Within } from '@/lib/access/context'
import type { CalendarDate } from '@/lib/calendar-date'
import { Refusal } from '@/lib/refusal/refusal'
import { FileRefused } from './file-refused'
import type { ImportRequest } from './importer'
import { type FileKind, fileKinds } from './layouts'
import type { ImportProgress, ImportReport, RowProblem } from './report'
import { fileOnDisk } from './source'
import { importFile } from './write/import'

export type FolderRequest = {
  folder: string
  /** Nothing is saved; every file is still read against what the ones before it would bring. */
  check: boolean
  today: CalendarDate
  timeZone: string
  currency: string
  batchSize?: number
  isEmbedded?: boolean
  onStart?: (kind: FileKind) => void
  onProgress?: (kind: FileKind, progress: ImportProgress) => void
  onProblem?: (kind: FileKind, problem: RowProblem) => void
  onDone?: (report: ImportReport) => void
}

type FoundFile = { kind: FileKind; name: string }

/** The files of a folder that OpenMRC reads, in the order in which one needs the other; capitals in their names do not count. */
function filesIn(folder: string): FoundFile[] {
  const names = existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder).sort() : []
  return fileKinds.flatMap(kind => {
    const [name, another] = names.filter(found => found.toLowerCase() === `${kind}.csv`)
    if (another !== undefined) throw new Refusal(`The folder has both ${name} and ${another}. Keep one.`)
    return name === undefined ? [] : [{ kind, name }]
  })
}

/**
 * Imports the files of a folder that are there, each all or nothing, and stops after the first with a bad row: those
 * after it need it. A check reads all of them inside one transaction and takes it back. Throws a Refusal where the
 * folder has none of the files, and FileRefused as `importFile` does, with the name of the file.
 */
export async function importFolder(
  { db, actor }: Within<'actor'>,
  request: FolderRequest,
): Promise<ImportReport[]> {
  const files = filesIn(request.folder)
  if (files.length === 0) throw new Refusal(noFilesSentence(request.folder))
  if (!request.check) return importAll({ db, actor }, files, request)
  try {
    return await db.transaction(async tx => {
      throw new TakenBack(await importAll({ db: tx, actor }, files, request))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.reports
    throw error
  }
}

/** Ends a check's transaction without a commit and brings the reports out of it. */
class TakenBack extends Error {
  constructor(readonly reports: ImportReport[]) {
    super('a check saves nothing')
  }
}

async function importAll(
  { db, actor }: Within<'actor'>,
  files: readonly FoundFile[],
  request: FolderRequest,
): Promise<ImportReport[]> {
  const reports: ImportReport[] = []
  for (const { kind, name } of files) {
    const source = await fileOnDisk(join(request.folder, name), name)
    const { today, timeZone, currency, batchSize, isEmbedded, onProgress, onProblem, onStart } = request
    const asked: ImportRequest = {
      kind,
      mode: request.check ? 'rehearse' : 'save',
      source,
      today,
      timeZone,
      currency,
      ...(batchSize === undefined ? {} : { batchSize }),
      ...(isEmbedded === undefined ? {} : { isEmbedded }),
      onStart: () => onStart?.(kind),
      onProgress: progress => onProgress?.(kind, progress),
      onProblem: problem => onProblem?.(kind, problem),
    }
    const done = await importFile({ db, actor }, asked).catch((error: unknown) => {
      throw error instanceof FileRefused ? new FileRefused(`${name}: ${error.message}`, error.line) : error
    })
    const report = request.check ? { ...done, saved: false } : done
    reports.push(report)
    request.onDone?.(report)
    if (!request.check && !report.saved) break
  }
  return reports
}

function noFilesSentence(folder: string): string {
  const names = fileKinds.map(kind => `${kind}.csv`).join(', ')
  if (!existsSync(folder)) return `There is no folder ${folder}.`
  if (!statSync(folder).isDirectory())
    return `${folder} is a file. Name the folder that it is in: import reads ${names}.`
  return `The folder ${folder} has none of the files that import reads: ${names}.`
}
