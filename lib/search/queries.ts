/** Finding anything by what a person remembers of it: a name, a code, a number, a reference, `#12`. */
import { and, asc, desc, eq, ilike, like, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { billingRuns } from '@/db/schema/billing'
import { customers, dids } from '@/db/schema/customers'
import { packages } from '@/db/schema/packages'
import type { Actor } from '../actor'
import { dayText } from '../billing/words'
import { visibleRuns } from '../billing-runs/access'
import { modeWords } from '../billing-runs/words'
import { toDay } from '../calendar-date'
import { visibleCustomers } from '../customers/access'
import { likePattern } from '../paging'

export type Found = { label: string; note?: string; href: string }
export type FoundGroup = { group: string; items: Found[] }

const mostOfAKind = 5
const longestText = 100

/** At most five of each kind, the closest first, within what is the actor's. Text past 100 characters is cut. */
export async function search(db: Db, actor: Actor, text: string): Promise<FoundGroup[]> {
  const typed = text.trim().slice(0, longestText)
  if (typed === '') return []
  const groups = [
    { group: 'Customers', items: await findCustomers(db, actor, typed) },
    { group: 'Numbers', items: await findNumbers(db, actor, typed) },
    { group: 'Packages', items: await findPackages(db, typed) },
    { group: 'Assignments', items: await findAssignments(db, actor, typed) },
    { group: 'Runs', items: await findRuns(db, actor, typed) },
  ]
  return groups.filter(group => group.items.length > 0)
}

async function findCustomers(db: Db, actor: Actor, typed: string): Promise<Found[]> {
  const pattern = likePattern(typed)
  const rows = await db
    .select({ id: customers.id, name: customers.name, code: customers.accountCode })
    .from(customers)
    .where(
      and(
        visibleCustomers(actor),
        or(
          ilike(customers.name, pattern),
          ilike(customers.accountCode, pattern),
          ilike(customers.email, pattern),
        ),
      ),
    )
    .orderBy(
      desc(
        sql`lower(${customers.accountCode}) = lower(${typed}) or starts_with(lower(${customers.name}), lower(${typed}))`,
      ),
      asc(sql`lower(${customers.name})`),
      asc(customers.id),
    )
    .limit(mostOfAKind)
  return rows.map(row => ({ label: row.name, note: row.code, href: `/customers/${row.id}` }))
}

async function findNumbers(db: Db, actor: Actor, typed: string): Promise<Found[]> {
  const digits = typed.replace(/[\s\-.()+]/g, '').replace(/^00/, '')
  if (!/^\d{2,}$/.test(digits)) return []
  const rows = await db
    .select({ id: dids.id, number: dids.number, customer: customers.name })
    .from(dids)
    .leftJoin(customers, eq(customers.id, dids.customerId))
    .where(and(visibleCustomers(actor), like(dids.number, `%${digits}%`)))
    .orderBy(desc(sql`starts_with(${dids.number}, ${digits})`), asc(dids.number))
    .limit(mostOfAKind)
  return rows.map(row => ({ label: row.number, note: row.customer ?? 'In stock', href: `/dids/${row.id}` }))
}

async function findPackages(db: Db, typed: string): Promise<Found[]> {
  const pattern = likePattern(typed)
  const rows = await db
    .select({
      id: packages.id,
      name: packages.name,
      code: packages.code,
      isArchived: sql<boolean>`${packages.archivedAt} is not null`,
    })
    .from(packages)
    .where(or(ilike(packages.name, pattern), ilike(packages.code, pattern)))
    .orderBy(
      asc(sql`${packages.archivedAt} is not null`),
      desc(sql`starts_with(lower(${packages.name}), lower(${typed}))`),
      asc(sql`lower(${packages.name})`),
      asc(packages.id),
    )
    .limit(mostOfAKind)
  return rows.map(row => ({
    label: row.name,
    note: row.isArchived ? `${row.code}, archived` : row.code,
    href: `/packages/${row.id}`,
  }))
}

async function findAssignments(db: Db, actor: Actor, typed: string): Promise<Found[]> {
  if (typed.length < 2) return []
  const rows = await db
    .select({
      id: assignments.id,
      reference: assignments.reference,
      package: packages.name,
      customer: customers.name,
    })
    .from(assignments)
    .innerJoin(customers, eq(customers.id, assignments.payerId))
    .innerJoin(packages, eq(packages.id, assignments.packageId))
    .where(and(visibleCustomers(actor), ilike(assignments.reference, likePattern(typed))))
    .orderBy(
      desc(sql`lower(${assignments.reference}) = lower(${typed})`),
      asc(assignments.reference),
      asc(assignments.id),
    )
    .limit(mostOfAKind)
  return rows.map(row => ({
    label: row.reference,
    note: `${row.package} · ${row.customer}`,
    href: `/assignments/${row.id}`,
  }))
}

async function findRuns(db: Db, actor: Actor, typed: string): Promise<Found[]> {
  const number = /^(?:run\s*)?#?\s*(\d{1,9})$/i.exec(typed)?.[1]
  const word = /^runs?$/i.test(typed)
  if (number === undefined && !word) return []
  const rows = await db
    .select({ id: billingRuns.id, mode: billingRuns.mode, throughOn: billingRuns.throughOn })
    .from(billingRuns)
    .where(and(visibleRuns(actor), number === undefined ? undefined : eq(billingRuns.id, Number(number))))
    .orderBy(desc(billingRuns.id))
    .limit(mostOfAKind)
  return rows.map(row => ({
    label: `Run #${row.id}`,
    note: `${modeWords[row.mode]} through ${dayText(toDay(row.throughOn))}`,
    href: `/billing-runs/${row.id}`,
  }))
}
