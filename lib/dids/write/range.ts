/** Numbers that follow one another, added in one step. */

import { sql } from 'drizzle-orm'
import { rowsOf } from '@/db/client'
import { array, unnest } from '@/db/unnest'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { lockCustomer } from '@/lib/access/write/lock-customers'
import { Refusal } from '@/lib/refusal/refusal'
import { type DidRange, rangeSize } from '../schema'

export type RangePreview = {
  count: number
  newCount: number /** The first few that are there already. */
  known: string[]
}

const knownShown = 5

function numbersOf(range: DidRange): string[] {
  const first = Number(range.first)
  return Array.from({ length: rangeSize(range) }, (_, i) => String(first + i))
}

/** How many of a range are new; admins only. Numbers of a range have one length, so that text compares as they do. */
export async function previewRange({ db, actor }: Within<'actor'>, range: DidRange): Promise<RangePreview> {
  requireAdmin(actor)
  const count = rangeSize(range)
  const rows = await rowsOf<{ number: string }>(
    db,
    sql`select number from dids where number = any(${array('text', numbersOf(range))}) order by number`,
  )
  return { count, newCount: count - rows.length, known: rows.slice(0, knownShown).map(row => row.number) }
}

/** Adds the numbers of a range that are not there yet, to a customer or to stock, all or none; admins only. */
export async function createRange(
  { db, actor }: Within<'actor'>,
  range: DidRange,
): Promise<{ created: number; skipped: number }> {
  requireAdmin(actor)
  return db.transaction(async tx => {
    const customer =
      range.customerId === null ? null : await lockCustomer({ db: tx, actor }, range.customerId)
    const { customerId, carrier, isEnabled } = range
    const numbers = numbersOf(range)
    const after = JSON.stringify({
      customerId,
      customer: customer?.name ?? null,
      carrier,
      isEnabled,
      revision: 1,
    })
    // One statement for the numbers and the history of each.
    const rows = await rowsOf<{ id: string }>(
      tx,
      sql`with added as (
          insert into dids (number, customer_id, carrier, is_enabled)
          select n.number, ${customerId}::bigint, ${carrier}::text, ${isEnabled}::boolean
          from ${unnest(['text', numbers])} as n(number)
          on conflict on constraint dids_number_unique do nothing returning id, number),
        told as (
          insert into audit_log (actor_id, actor, action, entity, entity_id, label, after)
          select ${actor.id}::text, ${actor.email}::text, 'did.created', 'did', a.id::text, a.number,
            ${after}::jsonb || jsonb_build_object('number', a.number) from added a order by a.id)
        select id from added`,
    )
    const created = rows.length
    if (created === 0) throw Refusal.field('first', 'Every number of this range exists already.')
    return { created, skipped: numbers.length - created }
  })
}
