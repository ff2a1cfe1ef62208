/** Finds anything by a part that a person remembers: a name, a code, a number, a reference, `#12`. */

import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { billingRuns } from '@/db/schema/billing'
import { customers, dids } from '@/db/schema/customers'
import { packages } from '@/db/schema/packages'
import type { Within } from '@/lib/access/context'
import { visibleCustomers, visibleRuns } from '@/lib/access/read'
import { modeWords } from '@/lib/billing-runs/labels'
import { toDay } from '@/lib/calendar-date'
import { dayText } from '@/lib/date-text'
import { likePattern } from '@/lib/listing/paging'

type Found = { label: string; note?: string; href: string }
export type FoundGroup = { group: string; items: Found[] }

const mostOfAKind = 5
const longestText = 100
/** So many of what matches are compared. Whoever types a letter or two finds thousands: any five of them will do. */
const mostCompared = 200

/** At most five of each kind, the closest first, within what is the actor's. Text past 100 characters is cut. */
export async function search({ db, actor }: Within<'actor'>, text: string): Promise<FoundGroup[]> {
  const typed = text.trim().slice(0, longestText)
  if (typed === '') return []
  const groups = await Promise.all([
    findCustomers({ db, actor }, typed),
    findNumbers({ db, actor }, typed),
    findPackages(db, typed),
    findAssignments({ db, actor }, typed),
    findRuns({ db, actor }, typed),
  ])
  const names = ['Customers', 'Numbers', 'Packages', 'Assignments', 'Runs']
  return groups
    .map((items, at) => ({ group: names[at] ?? '', items }))
    .filter(group => group.items.length > 0)
}

/** Rows that meet one of these conditions, each looked for by itself through its own index, in this order of importance. */
function meetsOneOf(id: SQL, from: SQL, conditions: readonly (SQL | undefined)[]): SQL {
  const parts = conditions.map(
    condition => sql`(select ${id} from ${from} where ${condition} limit ${mostCompared}::int)`,
  )
  return sql`${id} in (${sql.join(parts, sql` union all `)})`
}

/** LIKE patterns: the text itself, what begins with it, and what holds it. */
function patternsOf(typed: string) {
  const holding = likePattern(typed)
  return { same: holding.slice(1, -1), beginning: holding.slice(1), holding: atWords(typed) ?? [holding] }
}

/** One or two letters are looked for where a word begins: an index of three-character pieces finds no shorter ones inside. */
function atWords(typed: string): string[] | null {
  return /^[\p{L}\p{N}]{1,2}$/u.test(typed) ? [`${typed}%`, `% ${typed}%`] : null
}

const anyOf = (column: SQL, patterns: readonly string[]) =>
  sql.join(
    patterns.map(pattern => sql`${column} ilike ${pattern}`),
    sql` or `,
  )

async function findCustomers({ db, actor }: Within<'actor'>, typed: string): Promise<Found[]> {
  const { same, beginning, holding } = patternsOf(typed)
  const visible = visibleCustomers(actor)
  const [name, code, email] = [sql`${customers.name}`, sql`${customers.accountCode}`, sql`${customers.email}`]
  const rows = await db
    .select({ id: customers.id, name: customers.name, code: customers.accountCode })
    .from(customers)
    .where(
      meetsOneOf(sql`${customers.id}`, sql`${customers}`, [
        and(visible, sql`(${code} ilike ${same} or ${name} ilike ${beginning})`),
        and(visible, sql`(${anyOf(name, holding)} or ${anyOf(code, holding)} or ${anyOf(email, holding)})`),
      ]),
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

async function findNumbers({ db, actor }: Within<'actor'>, typed: string): Promise<Found[]> {
  const digits = typed.replace(/[\s\-.()+]/g, '').replace(/^00/, '')
  if (!/^\d{2,15}$/.test(digits)) return []
  const visible = visibleCustomers(actor)
  const from = sql`${dids} left join ${customers} on ${customers.id} = ${dids.customerId}`
  // In any collation, what begins with digits lies between them and the same with the highest number after them.
  const begins = sql`${dids.number} >= ${digits} and ${dids.number} <= ${digits.padEnd(digits.length + 15, '9')}`
  const rows = await db
    .select({ id: dids.id, number: dids.number, customer: customers.name })
    .from(dids)
    .leftJoin(customers, eq(customers.id, dids.customerId))
    .where(
      meetsOneOf(sql`${dids.id}`, from, [
        sql`${and(visible, begins)} order by ${dids.number}`,
        and(visible, sql`${dids.number} like ${`%${digits}%`}`),
      ]),
    )
    .orderBy(desc(sql`starts_with(${dids.number}, ${digits})`), asc(dids.number))
    .limit(mostOfAKind)
  return rows.map(row => ({ label: row.number, note: row.customer ?? 'In stock', href: `/dids/${row.id}` }))
}

async function findPackages(db: Db, typed: string): Promise<Found[]> {
  const { same, beginning, holding } = patternsOf(typed)
  const [name, code] = [sql`${packages.name}`, sql`${packages.code}`]
  const rows = await db
    .select({
      id: packages.id,
      name: packages.name,
      code: packages.code,
      isArchived: sql<boolean>`${packages.archivedAt} is not null`,
    })
    .from(packages)
    .where(
      meetsOneOf(sql`${packages.id}`, sql`${packages}`, [
        sql`${packages.archivedAt} is null and (${code} ilike ${same} or ${name} ilike ${beginning})`,
        sql`${packages.archivedAt} is null and (${anyOf(name, holding)} or ${anyOf(code, holding)})`,
        sql`${anyOf(name, holding)} or ${anyOf(code, holding)}`,
      ]),
    )
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

async function findAssignments({ db, actor }: Within<'actor'>, typed: string): Promise<Found[]> {
  if (typed.length < 2) return []
  const { same, beginning, holding } = patternsOf(typed)
  const visible = visibleCustomers(actor)
  const payer = sql`join ${customers} on ${customers.id} = ${assignments.payerId}`
  const from = visible ? sql`${assignments} ${payer}` : sql`${assignments}`
  const reference = sql`${assignments.reference}`
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
    .where(
      meetsOneOf(sql`${assignments.id}`, from, [
        and(visible, sql`${reference} ilike ${same}`),
        and(visible, sql`${reference} ilike ${beginning}`),
        and(visible, sql`(${anyOf(reference, holding)})`),
      ]),
    )
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

async function findRuns({ db, actor }: Within<'actor'>, typed: string): Promise<Found[]> {
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
