import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Within } from '@/lib/access/context'
import { runBilling } from '@/lib/billing-runs/start'
import type { CalendarDate } from '@/lib/calendar-date'
import { csvText } from '@/lib/csv/text'
import { environment } from '@/lib/environment/environment'
import { Refusal } from '@/lib/refusal/refusal'
import { getSettings } from '@/lib/settings/read'
import { type FileKind, fileKinds, fileLayouts } from './layouts'
import { monthEndsBefore, sampleShifts } from './sample-dates'
import { type FileSource, textSource } from './source'
import { importFile } from './write/import'

export type SampleProgress = { text: string; done: number; total: number | null }

/** Months before this one that the sample has been billed for. */
const billedMonths = 3

/**
 * Loads the sample provider of examples/provider as if it had been made for today: four months of history before it, and
 * billing posted through the last three month ends, so that what is due since then is left to run. Loading it again adds
 * what is missing and charges nothing twice. Throws a Refusal where its files are not there.
 */
export async function loadSampleProvider(
  { db, actor, today }: Within<'actor' | 'today'>,
  onProgress: (progress: SampleProgress) => void = () => {},
  now = new Date(),
): Promise<void> {
  const { timeZone, currency } = await getSettings(db, environment().billingTimeZone)
  const total = fileKinds.length + billedMonths
  for (const [done, kind] of fileKinds.entries()) {
    onProgress({ text: `Loading ${fileLayouts[kind].many}`, done, total })
    const source = await sampleFile(kind, today)
    const problems: string[] = []
    const report = await importFile(
      { db, actor },
      {
        kind,
        mode: 'save',
        source,
        today,
        timeZone,
        currency,
        onStart: () => problems.splice(0),
        onProblem: ({ line, reason }) => problems.push(`line ${line}: ${reason}`),
      },
    )
    if (!report.saved)
      throw new Refusal(`The sample cannot be loaded over what is here: ${kind}.csv, ${problems[0]}`)
  }
  for (const [index, throughOn] of monthEndsBefore(today, billedMonths).entries()) {
    onProgress({ text: `Billing through ${throughOn}`, done: fileKinds.length + index, total })
    await runBilling({ db, actor }, { mode: 'post', throughOn, now, today })
  }
  onProgress({ text: 'Done', done: total, total })
}

/** One of the sample's files with its dates moved so that the history ends today. */
async function sampleFile(kind: FileKind, today: CalendarDate): Promise<FileSource> {
  const name = `${kind}.csv`
  const text = await readFile(join(process.cwd(), 'examples', 'provider', name), 'utf8').catch(() => {
    throw new Refusal(`The sample is not here: examples/provider/${name} cannot be read.`)
  })
  const shifts = sampleShifts(today)[kind]
  if (!shifts) return textSource(name, text)
  const [header = [], ...rows]: string[][] = parse(text)
  const moved = rows.map(row =>
    row.map((cell, index) => {
      const shift = shifts[header[index] ?? '']
      return shift ? shift(cell) : cell
    }),
  )
  return textSource(name, csvText([header, ...moved]))
}
