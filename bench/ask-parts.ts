/** What the asks of a bench are made of: something else to look for each time, the same in every run. */
import type { Db } from '@/db/client'
import type { Actor } from '@/lib/access/actor'
import { type BookSizes, bookDay } from './book'
import { deepCursors } from './deep-cursors'

export type Work = (actor: Actor) => Promise<unknown>
export type PageAsk = { page: string; work: Work; first?: Work; deep?: Work }

/** The morning on which the pages are asked for. */
export const now = new Date(`${bookDay}T09:00:00Z`)

/** Parts of the asks for the rows of one book; `random` decides which are asked for. */
export async function askParts(db: Db, sizes: BookSizes, random: () => number) {
  const upTo = (count: number) => 1 + Math.floor(random() * count)
  const one = <T>(values: readonly T[]): T => {
    const [chosen] = values.slice(Math.floor(random() * values.length))
    if (chosen === undefined) throw new Error('nothing to choose from')
    return chosen
  }
  return {
    db,
    sizes,
    upTo,
    one,
    as: (actor: Actor) => ({ db, actor }),
    deep: await deepCursors(db),
    name: () => one(['harbour', 'Alpine Foods', 'silver tele', 'legal', 'xyz', 'prime motors ltd']),
    code: () => `C${String(upTo(sizes.customers)).padStart(7, '0')}`,
    reference: () => `ORD-${String(upTo(sizes.assignments) - 1).padStart(8, '0')}`,
    digits: () => String(upTo(999_999)).padStart(one([3, 5, 6]), '0'),
    /** At the top of a list or deep in it, and each of them alone. */
    paged: (page: string, ask: (position: { after?: string }) => Work, after: string): PageAsk => ({
      page,
      work: actor => ask(random() < 0.5 ? { after } : {})(actor),
      first: ask({}),
      deep: ask({ after }),
    }),
    ofOneCustomer: (page: string, work: (actor: Actor, id: number) => Promise<unknown>): PageAsk => ({
      page,
      work: actor => work(actor, upTo(sizes.customers)),
    }),
  }
}

export type AskParts = Awaited<ReturnType<typeof askParts>>
