import { parseArgs } from 'node:util'
import { commandLineActor } from '@/lib/access/actor'
import { importFolder } from '@/lib/imports/folder'
import { type FileKind, fileLayouts } from '@/lib/imports/layouts'
import type { ImportProgress, ImportReport, RowProblem } from '@/lib/imports/report'
import { Refusal } from '@/lib/refusal/refusal'
import { open } from './open'
import { countText, plural, progressLine } from './progress'
import { understood, WrongUse } from './wrong-use'

/** `openmrc import FOLDER [--check]` */
export async function importFiles(args: string[]): Promise<void> {
  const { positionals, values } = understood(() =>
    parseArgs({ args, allowPositionals: true, options: { check: { type: 'boolean', default: false } } }),
  )
  const [folder] = positionals
  if (folder === undefined) throw new WrongUse('Name the folder to import.')
  if (positionals.length > 1) throw new WrongUse('Name one folder.')
  const { check } = values
  const { db, settings, today, isEmbedded } = await open()
  const line = progressLine()
  const reports = await importFolder(
    { db, actor: commandLineActor },
    {
      folder,
      check,
      today,
      timeZone: settings.timeZone,
      currency: settings.currency,
      batchSize: isEmbedded ? 2_000 : 5_000,
      isEmbedded,
      onProgress: (kind, progress) => line.show(progressText(kind, progress)),
      onProblem: (kind, problem) => {
        line.clear()
        console.error(problemText(kind, problem))
      },
      onDone: report => {
        line.clear()
        console.log(reportText(report, check))
      },
    },
  ).finally(line.clear)
  const bad = reports.filter(report => report.problemCount > 0)
  if (bad.length > 0) throw new Refusal(badSentence(bad, check))
}

function progressText(kind: FileKind, progress: ImportProgress): string {
  if (progress.step === 'writing')
    return `${kind}.csv: ${countText(progress.rows)} of ${plural(progress.ofRows, 'row')} saved`
  const { rows, bytes, totalBytes } = progress
  const share = totalBytes ? ` (${Math.floor((100 * bytes) / totalBytes)} %)` : ''
  return `${kind}.csv: ${plural(rows, 'row')}${share}`
}

function problemText(kind: FileKind, { line, column, reason }: RowProblem): string {
  return `${kind}.csv line ${line}${column === null ? '' : `, ${column}`}: ${reason}`
}

function reportText(report: ImportReport, check: boolean): string {
  const { kind, created, changed, unchanged, problemCount, notes } = report
  const counts = [
    `${countText(created)} new`,
    `${countText(changed)} changed`,
    `${countText(unchanged)} unchanged`,
  ]
  if (problemCount > 0) counts.push(plural(problemCount, 'problem'))
  const unsaved = check ? ' (checked, nothing saved)' : ' (nothing saved)'
  const outcome = report.saved ? '' : unsaved
  return [`${kind}.csv: ${counts.join(', ')}${outcome}`, ...notes.map(note => `  ${note}`)].join('\n')
}

function badSentence(bad: readonly ImportReport[], check: boolean): string {
  const [first] = bad
  if (check || first === undefined)
    return `Nothing was saved: ${bad.map(({ kind, problemCount }) => `${kind}.csv has ${plural(problemCount, 'problem')}`).join(', ')}.`
  return `${first.kind}.csv has ${plural(first.problemCount, 'problem')}: nothing of this file was saved, and the files after it were not read. Mend the ${fileLayouts[first.kind].many} and import again.`
}
