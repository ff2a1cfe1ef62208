import { setImmediate } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'

/** Work that asks one query after the other keeps the process for so long at most, in milliseconds, and for its last query. */
const longest = 10

/**
 * Lets the process turn to others between queries. The embedded database answers without waiting for anything outside, so that
 * a file of 100,000 rows, read 2,000 at a time, would keep every request waiting until its last row.
 *
 * Before its turn for the connection a query gives way to those that wait for it; inside a transaction it keeps the connection, and
 * only requests that need no database get their turn. Both methods are hooks of PGlite for its subclasses; its version is pinned.
 */
export function withTurns(pglite: PGlite): PGlite {
  let turned = performance.now()
  const giveWay = async () => {
    if (performance.now() - turned < longest) return
    await setImmediate()
    turned = performance.now()
  }
  const ofTransaction = pglite._runExclusiveTransaction.bind(pglite)
  const ofQuery = pglite._runExclusiveQuery.bind(pglite)
  pglite._runExclusiveTransaction = async work => {
    await giveWay()
    return ofTransaction(work)
  }
  pglite._runExclusiveQuery = async work => {
    await giveWay()
    return ofQuery(work)
  }
  return pglite
}
