/** Cursors in the middle of long lists. */
import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { type Place, writeCursor } from '@/lib/listing/read/keyset'

/** The sort values of a list's middle row, as a cursor. */
async function middle(db: Db, place: SQL, from: SQL, orderBy: SQL): Promise<string> {
  const [row] = await rowsOf<{ place: Place }>(
    db,
    sql`select ${place} as place from ${from} order by ${orderBy} offset (select count(*) / 2 from ${from}) limit 1`,
  )
  if (!row) throw new Error('the list is empty')
  return writeCursor(row.place)
}

/** One for each list that is measured deep down, in the order that its name says. */
export async function deepCursors(db: Db) {
  const payers = sql`assignments a join customers c on c.id = a.payer_id`
  return {
    customers: await middle(db, sql`array[lower(name), id::text]`, sql`customers`, sql`lower(name), id`),
    dids: await middle(db, sql`array[number, id::text]`, sql`dids`, sql`number, id`),
    carriers: await middle(db, sql`array[carrier, number, id::text]`, sql`dids`, sql`carrier, number, id`),
    newest: await middle(db, sql`array[id::text]`, sql`assignments`, sql`id desc`),
    starts: await middle(db, sql`array[start_on::text, id::text]`, sql`assignments`, sql`start_on, id`),
    payers: await middle(db, sql`array[lower(c.name), a.id::text]`, payers, sql`lower(c.name), a.id`),
    usage: await middle(
      db,
      sql`array[started_on::text, id::text]`,
      sql`usage`,
      sql`started_on desc, id desc`,
    ),
    payments: await middle(
      db,
      sql`array[paid_on::text, id::text]`,
      sql`payments`,
      sql`paid_on desc, id desc`,
    ),
    audit: await middle(db, sql`array[id::text]`, sql`audit_log`, sql`id desc`),
  }
}
