import { parseArgs } from 'node:util'
import { commandLineActor } from '@/lib/access/actor'
import { undoRun } from '@/lib/billing-runs/undo/undo'
import { billingDayNow } from '@/lib/settings/billing-day'
import { open } from './open'
import { countText, plural, progressLine } from './progress'
import { understood, WrongUse } from './wrong-use'

/** `openmrc undo RUN [--reason TEXT]` */
export async function undo(args: string[]): Promise<void> {
  const { values, positionals } = understood(() =>
    parseArgs({ args, allowPositionals: true, options: { reason: { type: 'string' } } }),
  )
  const [run = ''] = positionals
  if (!/^[1-9][0-9]{0,14}$/.test(run) || positionals.length > 1)
    throw new WrongUse('Name the run by its number, as in openmrc undo 12.')
  const reason = values.reason?.trim() || 'Undone on the command line'
  const { db, now, today, batchSize } = await open()
  const line = progressLine()
  const result = await undoRun(
    { db, actor: commandLineActor },
    {
      runId: Number(run),
      reason,
      now,
      today,
      billingDay: billingDayNow,
      batchSize,
      onProgress: ({ reversedCount, chargedCount }) =>
        line.show(`${countText(reversedCount)} of ${plural(chargedCount, 'charge')} undone`),
    },
  ).finally(line.clear)
  console.log(
    result.reversedCount === 0
      ? `Run ${run} has nothing left to undo.`
      : `Run ${run}: ${plural(result.reversedCount, 'charge')} undone.`,
  )
}
