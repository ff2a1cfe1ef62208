import { parseArgs } from 'node:util'
import type { Db } from '@/db/client'
import { commandLineActor } from '@/lib/access/actor'
import { judgeReach } from '@/lib/billing-runs/limits'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { leakWords } from '@/lib/leaks/labels'
import { checkLeaks, countChecked, type NamedLeak } from '@/lib/leaks/read'
import { minorText } from '@/lib/money'
import { Refusal } from '@/lib/refusal/refusal'
import { dateOf, open } from './open'
import { countText, plural, progressLine } from './progress'
import { understood, WrongUse } from './wrong-use'

/** `openmrc check [--from DATE --to DATE]` */
export async function check(args: string[]): Promise<void> {
  const { values, positionals } = understood(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: { from: { type: 'string' }, to: { type: 'string' } },
    }),
  )
  if (positionals[0] !== undefined) throw new WrongUse(`“${positionals[0]}” is not understood.`)
  const hasRange = values.from !== undefined || values.to !== undefined
  const range = hasRange ? { from: dateOf('from', values.from), to: dateOf('to', values.to) } : null
  if (range && range.to < range.from) throw new WrongUse(`--to ${range.to} is before --from ${range.from}.`)
  const { db, today } = await open()
  if (range) judgeReach('check', range.to, { today, field: 'to' })
  const problems = await checkLedger(db)
  for (const { rule, subject, detail } of problems) console.log(`${rule} ${subject}: ${detail}`)
  if (problems.length === 0) console.log('The books agree.')
  const leakCount = range ? await printLeaks(db, range) : 0
  const found = [
    ...(problems.length > 0 ? [plural(problems.length, 'disagreement')] : []),
    ...(leakCount > 0 ? [plural(leakCount, 'leak')] : []),
  ]
  if (found.length > 0) throw new Refusal(`${found.join(' and ')} found.`)
}

async function printLeaks(db: Db, range: { from: string; to: string }): Promise<number> {
  const total = await countChecked({ db, actor: commandLineActor }, range.to)
  const line = progressLine()
  let count = 0
  let done = 0
  let lines = 0
  let after: number | null = 0
  while (after !== null) {
    const slice: Awaited<ReturnType<typeof checkLeaks>> = await checkLeaks(
      { db, actor: commandLineActor },
      {
        ...range,
        after,
        lines,
        size: 2_000,
      },
    )
    lines = slice.lineCount
    done += slice.assignmentCount
    count += slice.leaks.length
    if (slice.leaks.length > 0) line.clear()
    for (const leak of slice.leaks) console.log(leakText(leak))
    line.show(`${countText(done)} of ${plural(total, 'assignment')} checked`)
    after = slice.next
  }
  line.clear()
  if (count === 0) console.log(`No leak from ${range.from} to ${range.to}.`)
  return count
}

function leakText(leak: NamedLeak): string {
  const { expectedMinor, chargedMinor, currency } = leak
  const amounts = [
    ...(expectedMinor === null ? [] : [`expected ${minorText(expectedMinor, currency)}`]),
    ...(chargedMinor === null ? [] : [`charged ${minorText(chargedMinor, currency)}`]),
  ]
  return `${leakWords[leak.leak].short}: ${leak.accountCode} ${leak.reference} (${leak.package}) ${leak.kind} ${leak.billingOn} for ${leak.periodFrom}, ${amounts.join(', ')} ${currency}`
}
