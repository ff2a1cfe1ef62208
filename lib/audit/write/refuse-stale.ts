import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { Refusal } from '@/lib/refusal/refusal'

type Edited = {
  entity: string
  entityId: number
  /** What the editor saw when the form was opened, and what the row has now. */
  typed: number
  current: number
  /** The names of fields as a person reads them, by their name in the audit row: `{ name: 'name' }`. */
  words: Readonly<Record<string, string>>
}

/**
 * Refuses the second of two editors, and names the first with their changes. The audit rows of the thing must carry its
 * `revision`. Does nothing if no other user saved in between.
 */
export async function refuseStale(tx: Db, edited: Edited): Promise<void> {
  if (edited.typed === edited.current) return
  const rows = await tx
    .select({ actor: auditLog.actor, after: auditLog.after })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.entity, edited.entity),
        eq(auditLog.entityId, String(edited.entityId)),
        sql`(${auditLog.after} ->> 'revision')::int > ${edited.typed}`,
      ),
    )
    .orderBy(asc(auditLog.id))
    .limit(20)
  throw new Refusal(sentence(rows, edited.words))
}

function sentence(rows: { actor: string; after: unknown }[], words: Edited['words']): string {
  const who = [...new Set(rows.map(row => row.actor))]
  const what = [...new Set(rows.flatMap(row => changed(row.after, words)))]
  const whom = who.length > 0 ? who.join(' and ') : 'Another user'
  const things = what.length > 0 ? what.join(', ') : 'this'
  return `${whom} changed ${things} while you were editing. Nothing was saved and what you typed is kept: save again to keep yours, or close the form to keep theirs.`
}

function changed(after: unknown, words: Edited['words']): string[] {
  if (typeof after !== 'object' || after === null) return []
  return Object.entries(after)
    .filter(([name]) => name !== 'revision')
    .map(([name, value]) => `${words[name] ?? name}${shown(value)}`)
}

function shown(value: unknown): string {
  if (typeof value === 'boolean') return ` to ${value ? 'yes' : 'no'}`
  return typeof value === 'string' || typeof value === 'number' ? ` to “${value}”` : ''
}
