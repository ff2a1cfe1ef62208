import { parseArgs } from 'node:util'
import type { Db } from '@/db/client'
import { commandLineActor } from '@/lib/actor'
import { exportLines } from '@/lib/billing-runs/export'
import { type RunResult, runBilling } from '@/lib/billing-runs/run'
import { chargesCsv } from '@/lib/files/charges'
import { customersByCode } from '@/lib/files/customers/queries'
import { minorText } from '@/lib/money'
import { Refusal } from '@/lib/refusal'
import { callForHelp } from '@/lib/schedule/queue'
import { dateOf, open } from './open'
import { countText, plural, progressLine } from './progress'
import { writeFile } from './write-file'
import { understood, WrongUse } from './wrong-use'

/** `openmrc bill --through DATE [--simulate] [--customer CODE] [--export FILE]` */
export async function bill(args: string[]): Promise<void> {
  const { values, positionals } = understood(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        through: { type: 'string' },
        simulate: { type: 'boolean', default: false },
        customer: { type: 'string' },
        export: { type: 'string' },
      },
    }),
  )
  if (positionals[0] !== undefined) throw new WrongUse(`“${positionals[0]}” is not understood.`)
  const throughOn = dateOf('through', values.through)
  const { db, now, today, batchSize, concurrency } = await open()
  const customerId = await customerIdOf(db, values.customer)
  const mode = values.simulate ? 'simulate' : 'post'
  const line = progressLine()
  const result = await runBilling(db, commandLineActor, {
    mode,
    throughOn,
    ...(customerId === undefined ? {} : { customerId }),
    now,
    today,
    batchSize,
    concurrency,
    // Apps on the same PostgreSQL help.
    ...(concurrency > 1 ? { callForHelp } : {}),
    startedFrom: 'command line',
    onProgress: progress =>
      line.show(
        `${countText(progress.assignmentsDone)} of ${plural(progress.assignmentsTotal, 'assignment')}, ${plural(progress.chargedCount, 'charge')}`,
      ),
  }).finally(line.clear)
  console.log(summary(result, mode, throughOn))
  if (values.export !== undefined) {
    const lines = exportLines(db, { runId: result.runId })
    await writeFile(values.export, chargesCsv(lines))
  }
}

async function customerIdOf(db: Db, code: string | undefined): Promise<number | undefined> {
  if (code === undefined) return undefined
  const customer = (await customersByCode(db, [code])).get(code)
  if (!customer) throw new Refusal(`No customer has the account code ${code}.`)
  return customer.id
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
