/** Posting ahead of today: what it would charge is shown, and it is asked once more. */

import { setImmediate } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { rowsOf } from '@/db/client'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { type CalendarDate, toDay } from '@/lib/calendar-date'
import { minorText } from '@/lib/money'
import { planBatch } from '@/lib/planning/batch'
import { countBatch, type RunTotals } from '@/lib/planning/count'
import { duePayers } from '@/lib/planning/load'
import { Refusal } from '@/lib/refusal/refusal'
import { isAhead, judgeLines, judgeReach } from './limits'
import { judgeScope } from './scope'

export type AheadAsk = {
  mode: 'simulate' | 'post'
  throughOn: CalendarDate
  customerIds?: readonly number[]
  today: CalendarDate
  /** Said by whoever has seen the sums. */
  ahead?: boolean
}

/** What a run would charge, per currency; nothing is written. */
export type AheadSums = { customerCount: number; lineCount: number; totals: RunTotals[] }

/** A posting ahead of today that nobody has confirmed, with what it would charge. */
export class NotConfirmed extends Refusal {
  constructor(
    ask: Pick<AheadAsk, 'throughOn' | 'today'>,
    readonly sums: AheadSums,
  ) {
    super(aheadSentence(ask, sums))
  }
}

/** `2027-01-01 is after today, 2026-11-28: 12 lines would be charged, USD 180.00. Nothing was posted.` */
function aheadSentence({ throughOn, today }: Pick<AheadAsk, 'throughOn' | 'today'>, sums: AheadSums): string {
  const amounts = sums.totals.map(
    ({ currency, retailMinor }) => `, ${currency} ${minorText(retailMinor, currency)}`,
  )
  const lines = sums.lineCount === 1 ? '1 line' : `${sums.lineCount.toLocaleString('en-US')} lines`
  return `${throughOn} is after today, ${today}: ${lines} would be charged${amounts.join('')}. Nothing was posted.`
}

/**
 * Judges how far ahead is asked for, at every door. Throws a Refusal past the last day, and NotConfirmed with the sums for a posting
 * through a day after today that does not say `ahead`.
 */
export async function judgeAhead({ db, actor }: Within<'actor'>, ask: AheadAsk): Promise<void> {
  const { mode, throughOn, today } = ask
  judgeReach(mode, throughOn, { today })
  if (!isAhead(mode, throughOn, today) || ask.ahead) return
  throw new NotConfirmed(ask, await sumAhead({ db, actor }, ask))
}

const payersAtOnce = 50

/** What posting through a day would charge now: the planner of a run, without the insert. For admins. */
export async function sumAhead(
  { db, actor }: Within<'actor'>,
  { throughOn, customerIds = [] }: AheadAsk,
): Promise<AheadSums> {
  requireAdmin(actor)
  const scope = await judgeScope(
    { db, actor },
    { mode: 'post', customerIds, packageIds: [], catalogueOn: null },
  )
  const through = toDay(throughOn)
  const payers = await rowsOf<{ payerId: number }>(
    db,
    sql`select payer_id::float8 as "payerId" from (${duePayers(scope, through)}) due order by payer_id`,
  )
  const sums = new Map<string, RunTotals>()
  let [customerCount, lineCount] = [0, 0]
  for (let at = 0; at < payers.length; at += payersAtOnce) {
    const ids = payers.slice(at, at + payersAtOnce).map(payer => payer.payerId)
    const plan = await planBatch(db, ids, through, { lock: false, lookUpAll: false, scope })
    const planned = plan.lines.filter(line => line.planned.outcome === 'planned')
    customerCount += new Set(planned.map(line => line.customer.id)).size
    const count = countBatch(plan)
    lineCount += count.chargedCount
    judgeLines(lineCount)
    for (const total of count.totals) addTotal(sums, total)
    await setImmediate()
  }
  const totals = [...sums.values()].sort((a, b) => a.currency.localeCompare(b.currency))
  return { customerCount, lineCount, totals }
}

function addTotal(sums: Map<string, RunTotals>, total: RunTotals): void {
  const sum = sums.get(total.currency)
  sums.set(total.currency, {
    currency: total.currency,
    lineCount: (sum?.lineCount ?? 0) + total.lineCount,
    retailMinor: (sum?.retailMinor ?? 0n) + total.retailMinor,
    costMinor: (sum?.costMinor ?? 0n) + total.costMinor,
  })
}
