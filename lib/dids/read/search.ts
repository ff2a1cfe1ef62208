/** How a list of DIDs is searched and sorted. */
import { ilike, like, or, sql } from 'drizzle-orm'
import { customers, dids } from '@/db/schema/customers'
import type { Actor } from '@/lib/access/actor'
import { andOwn } from '@/lib/access/read'
import { likePattern, mostCounted } from '@/lib/listing/paging'
import { knownValues, type Listing, type Search } from '@/lib/listing/read/pages'

/** Found by any part of the number, carrier or customer. Asks about `dids` with `customers` joined. */
export function searchOf(actor: Actor, search: string): Search | undefined {
  if (search.trim() === '') return undefined
  const digits = search.replace(/[\s\-.()+]/g, '')
  const pattern = likePattern(search)
  const isNumber = /^\d+$/.test(digits)
  const own = andOwn(actor, sql`d.customer_id`)
  const most = sql`limit ${mostCounted + 1}::int`
  const parts = [
    ...(isNumber ? [sql`(select d.id from dids d where d.number like ${`%${digits}%`} ${own} ${most})`] : []),
    sql`(select d.id from (${knownValues(sql`dids`, sql`carrier`)}) known join dids d on d.carrier = known.value
      where known.value ilike ${pattern} ${own} ${most})`,
    sql`(select d.id from customers c join dids d on d.customer_id = c.id
      where (c.name ilike ${pattern} or c.account_code ilike ${pattern}) ${own} ${most})`,
  ]
  const where = or(
    isNumber ? like(dids.number, `%${digits}%`) : undefined,
    ilike(dids.carrier, pattern),
    ilike(customers.name, pattern),
    ilike(customers.accountCode, pattern),
  )
  return { ids: parts, where: where ?? sql`true` }
}

/** By number, carrier or customer; stock comes last. */
export function orderOf(sort: string): Listing['order'] {
  const down = sort.startsWith('-')
  const byNumber = { by: dids.number, type: 'text' } as const
  switch (sort.replace(/^-/, '')) {
    case 'carrier':
      return { keys: [{ by: dids.carrier, type: 'text' }, byNumber], down }
    case 'customer':
      return {
        keys: [{ by: sql`lower(${customers.name})`, type: 'text' }, byNumber],
        nullsLast: true,
        down,
      }
    default:
      return { keys: [byNumber], down }
  }
}
