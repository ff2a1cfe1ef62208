import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { ofActor } from '@/lib/access/read'
import { countUpTo } from './pages'

/** `countedAt` is null where they were counted this moment. */
export type Counted<Figures> = { figures: Figures; countedAt: Date | null }

/** How many assignments make a book large. */
const largeBook = 5_000
/** Younger figures are shown as they are; older ones as well, while they are counted anew; the oldest are waited for. */
const fresh = 60_000
const usable = 300_000
const mostKept = 1_000

type Entry<Figures> = { known: { figures: Figures; at: number } | null; counting: Promise<Figures> | null }

type Count<Figures> = (db: Db) => Promise<Figures>

/**
 * A way of asking for one kind of figures, which remembers them by actor and by `of`: the day, and what else tells them apart.
 * `const keepDue = keeper<DueDays>()`, then `keepDue({ db, actor, now }, today, tx => sumDueDays(tx, actor, today))`.
 */
export function keeper<Figures>() {
  // By database handle, so that two databases in one process are never mixed up.
  const kept = new WeakMap<Db, Map<string, Entry<Figures>>>()
  return async (
    { db, actor, now }: Within<'actor' | 'now'>,
    of: string,
    count: Count<Figures>,
  ): Promise<Counted<Figures>> => {
    const entries = kept.get(db) ?? new Map<string, Entry<Figures>>()
    kept.set(db, entries)
    const key = JSON.stringify([of, isAdmin(actor) ? null : actor.id, actor.canSeeCost])
    const there = entries.get(key)
    if (!there && !(await isLarge({ db, actor }))) return { figures: await count(db), countedAt: null }
    const entry = entries.get(key) ?? { known: null, counting: null }
    entries.set(key, entry)
    const age = entry.known ? now.getTime() - entry.known.at : Number.POSITIVE_INFINITY
    if (age >= fresh) entry.counting ??= countAnew({ db, now }, entries, entry, count)
    if (entry.known && age < usable) {
      // Where counting fails, the next look tries again, and waits for it once these have become too old.
      entry.counting?.catch(() => undefined)
      return { figures: entry.known.figures, countedAt: new Date(entry.known.at) }
    }
    return { figures: await (entry.counting ?? count(db)), countedAt: now }
  }
}

async function countAnew<Figures>(
  { db, now }: Within<'now'>,
  entries: Map<string, Entry<Figures>>,
  entry: Entry<Figures>,
  count: Count<Figures>,
): Promise<Figures> {
  try {
    const figures = await db.transaction(async tx => {
      // Groups by the ten thousand: in memory, not in files.
      await tx.execute(sql`set local work_mem = '64MB'`)
      return count(tx)
    })
    entry.known = { figures, at: now.getTime() }
    return figures
  } finally {
    entry.counting = null
    forget(entries)
  }
}

async function isLarge({ db, actor }: Within<'actor'>): Promise<boolean> {
  const found = await countUpTo(db, sql`select 1 from assignments a where true ${ofActor(actor)}`, largeBook)
  return found > largeBook
}

/** The oldest go first: a map holds its keys in the order in which they came. */
function forget<Figures>(entries: Map<string, Entry<Figures>>): void {
  for (const [key, { counting }] of entries) {
    if (entries.size <= mostKept) return
    if (counting === null) entries.delete(key)
  }
}
