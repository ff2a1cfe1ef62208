/** How a list of assignments is searched and sorted. */
import { ilike, sql } from 'drizzle-orm'
import { assignments } from '@/db/schema/assignments'
import { customers } from '@/db/schema/customers'
import { packages } from '@/db/schema/packages'
import type { Actor } from '@/lib/access/actor'
import { andOwn } from '@/lib/access/read'
import { likePattern, mostCounted, quickPattern } from '@/lib/listing/paging'
import type { Listing, Search } from '@/lib/listing/read/pages'

/** Who pays, joined to `assignments`. */
export const withPayer = sql`join ${customers} on ${customers.id} = ${assignments.payerId}`

/** Found by reference, package, customer or number; not by package where the list is that of one. */
export function searchOf(actor: Actor, search: string, isOfOnePackage = false): Search | undefined {
  if (search.trim() === '') return undefined
  const pattern = likePattern(search)
  const byReference = quickPattern(search)
  const digits = search.replace(/[\s\-.()+]/g, '')
  const named = {
    package: sql`select p.id from packages p where p.name ilike ${pattern} or p.code ilike ${pattern}`,
    payer: sql`select c.id from customers c where c.name ilike ${pattern} or c.account_code ilike ${pattern}`,
    did: sql`select d.id from dids d where d.number like ${`%${digits}%`}`,
  }
  const isNumber = /^\d{3,}$/.test(digits)
  const own = andOwn(actor, sql`a.payer_id`)
  const most = sql`limit ${mostCounted + 1}::int`
  const parts = [
    sql`(select a.id from assignments a where a.reference ilike ${byReference} ${own} ${most})`,
    ...(isOfOnePackage
      ? []
      : [
          sql`(select a.id from assignments a join (${named.package}) p on p.id = a.package_id where true ${own} ${most})`,
        ]),
    sql`(select a.id from assignments a join (${named.payer}) c on c.id = a.payer_id where true ${own} ${most})`,
    ...(isNumber
      ? [
          sql`(select a.id from assignments a join (${named.did}) d on d.id = a.did_id where true ${own} ${most})`,
        ]
      : []),
  ]
  return {
    ids: parts,
    where: sql`(${ilike(assignments.reference, byReference)} or ${assignments.payerId} in (${named.payer})
      ${isOfOnePackage ? sql`` : sql`or ${assignments.packageId} in (${named.package})`}
      ${isNumber ? sql`or ${assignments.didId} in (${named.did})` : sql``})`,
  }
}

/** By reference, start, end, package or customer; else the newest first. `hasPayer` where the payer is joined already. */
export function orderOf(sort: string, hasPayer: boolean): Listing['order'] {
  const down = sort.startsWith('-')
  switch (sort.replace(/^-/, '')) {
    case 'reference':
      return { keys: [{ by: assignments.reference, type: 'text' }], down }
    case 'start':
      return { keys: [{ by: assignments.startOn, type: 'date' }], down }
    case 'end':
      return { keys: [{ by: assignments.endOn, type: 'date' }], nullsLast: true, down }
    case 'package':
      return {
        join: sql`join ${packages} on ${packages.id} = ${assignments.packageId}`,
        // By start within a package, as the index of a package's assignments has them.
        keys: [
          { by: sql`lower(${packages.name})`, type: 'text' },
          { by: assignments.startOn, type: 'date' },
        ],
        down,
      }
    case 'customer':
      return {
        join: hasPayer ? undefined : withPayer,
        keys: [{ by: sql`lower(${customers.name})`, type: 'text' }],
        down,
      }
    default:
      return { keys: [], down: true }
  }
}
