import { parseArgs } from 'node:util'
import { callForHelp } from '@/db/queue/queue'
import { commandLineActor } from '@/lib/access/actor'
import { judgeAhead, NotConfirmed } from '@/lib/billing-runs/confirm-ahead'
import { idsOfCodes } from '@/lib/billing-runs/read/codes'
import { catalogues } from '@/lib/billing-runs/schema'
import { type RunResult, runBilling } from '@/lib/billing-runs/start'
import { exportLines } from '@/lib/charges/read/export'
import { chargesCsv } from '@/lib/exports/charges'
import { minorText } from '@/lib/money'
import { Refusal } from '@/lib/refusal/refusal'
import { billingDayNow } from '@/lib/settings/billing-day'
import { dateOf, open } from './open'
import { countText, plural, progressLine } from './progress'
import { writeFile } from './write-file'
import { understood, WrongUse } from './wrong-use'

/** `openmrc bill --through DATE [--simulate [--package CODE ...] [--catalogue today]] [--customer CODE ...] [--ahead] [--export FILE]` */
export async function bill(args: string[]): Promise<void> {
  const { values, positionals } = understood(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        through: { type: 'string' },
        simulate: { type: 'boolean', default: false },
        customer: { type: 'string', multiple: true, default: [] },
        package: { type: 'string', multiple: true, default: [] },
        catalogue: { type: 'string', default: 'scheduled' },
        ahead: { type: 'boolean', default: false },
        export: { type: 'string' },
      },
    }),
  )
  if (positionals[0] !== undefined) throw new WrongUse(`“${positionals[0]}” is not understood.`)
  const catalogue = catalogues.find(known => known === values.catalogue)
  if (catalogue === undefined) throw new WrongUse('--catalogue is scheduled or today.')
  const { db, now, today, batchSize, concurrency, isEmbedded } = await open()
  const throughOn = values.through === 'today' ? today : dateOf('through', values.through)
  const ids = await idsOfCodes(db, { customers: values.customer, packages: values.package })
  const mode = values.simulate ? 'simulate' : 'post'
  await judgeAhead(
    { db, actor: commandLineActor },
    { mode, throughOn, ...ids, today, ahead: values.ahead },
  ).catch(askAgain)
  const line = progressLine()
  const result = await runBilling(
    { db, actor: commandLineActor },
    {
      mode,
      throughOn,
      ...ids,
      catalogue,
      now,
      today,
      billingDay: billingDayNow,
      batchSize,
      concurrency,
      // Apps on the same PostgreSQL help.
      ...(isEmbedded ? {} : { callForHelp }),
      startedFrom: 'command line',
      onProgress: progress =>
        line.show(
          `${countText(progress.assignmentsDone)} of ${plural(progress.assignmentsTotal, 'assignment')}, ${plural(progress.chargedCount, 'charge')}`,
        ),
    },
  ).finally(line.clear)
  console.log(summary(result, mode, throughOn))
  if (values.export !== undefined) {
    const lines = exportLines(db, { runId: result.runId })
    await writeFile(values.export, chargesCsv(lines))
  }
}

function askAgain(error: unknown): never {
  if (error instanceof NotConfirmed) throw new Refusal(`${error.message} Say --ahead to post it.`)
  throw error
}

function summary(result: RunResult, mode: 'simulate' | 'post', throughOn: string): string {
  const { runId, chargedCount, alreadyChargedCount, skippedCount, skippedByReason, totals } = result
  const what = mode === 'post' ? 'charged' : 'would be charged'
  const reasons = Object.entries(skippedByReason)
    .map(([reason, count]) => `${countText(count ?? 0)} ${reason}`)
    .join(', ')
  return [
    `Run ${runId} through ${throughOn}${mode === 'post' ? '' : ' (simulated)'}`,
    `${plural(chargedCount, 'line')} ${what}, ${countText(alreadyChargedCount)} already charged, ${countText(skippedCount)} skipped${reasons ? ` (${reasons})` : ''}`,
    ...totals.map(
      ({ currency, lineCount, retailMinor, costMinor }) =>
        `${currency}  ${plural(lineCount, 'line')}  retail ${minorText(retailMinor, currency)}  cost ${minorText(costMinor, currency)}  margin ${minorText(retailMinor - costMinor, currency)}`,
    ),
  ].join('\n')
}
