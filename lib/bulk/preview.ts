/** What a bulk change would do, a page of rows at a time, for the person who is about to do it. */
import type { Within } from '@/lib/access/context'
import { pageSize } from '@/lib/listing/paging'
import { savingWait } from '../saving-wait'
import { planBulk } from './plan'
import type { BulkInput } from './schema'

type PreviewRow = {
  key: string
  label: string
  customer: string | null
  package: string | null
  /** Why it is left out; null where it will be changed. */
  problem: string | null
  amountMinor: bigint
  currency: string | null
}

export type BulkPreview = {
  label: string
  /** How many will be changed, and how many are left out. */
  okCount: number
  leftOut: number
  /** How long pages wait while this is saved, as a sentence; null if nobody notices. */
  wait: string | null
  totals: { currency: string; minor: bigint }[]
  /** Rows that are left out come first: they are what one has to look at. */
  rows: PreviewRow[]
  page: number
  pageCount: number
}

export async function previewBulk(
  { db, actor, today }: Within<'actor' | 'today'>,
  { change, page, isEmbedded = false }: { change: BulkInput; page: number; isEmbedded?: boolean },
): Promise<BulkPreview> {
  const plan = await planBulk({ db, actor, today }, change)
  const sums = new Map<string, bigint>()
  for (const { problem, target, amountMinor } of plan.rows)
    if (problem === null && target.currency !== null)
      sums.set(target.currency, (sums.get(target.currency) ?? 0n) + amountMinor)
  const ok = plan.rows.filter(row => row.problem === null)
  const ordered = [...plan.rows.filter(row => row.problem !== null), ...ok]
  const pageCount = Math.max(1, Math.ceil(ordered.length / pageSize))
  const at = Math.min(page, pageCount)
  return {
    label: plan.label,
    okCount: ok.length,
    leftOut: plan.rows.length - ok.length,
    wait: isEmbedded ? savingWait(ok.length) : null,
    totals: [...sums].map(([currency, minor]) => ({ currency, minor })),
    rows: ordered.slice((at - 1) * pageSize, at * pageSize).map(({ target, held, problem, amountMinor }) => ({
      key: `${target.id}:${held?.id ?? ''}`,
      label: target.label,
      customer: target.customer,
      package: held?.package ?? null,
      problem,
      amountMinor,
      currency: target.currency,
    })),
    page: at,
    pageCount,
  }
}
