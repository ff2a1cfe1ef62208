/** What is said before a long save on the embedded database, whose one connection a transaction keeps from every page. */

/** So many rows are saved before anybody notices. */
const unnoticedRows = 1_000
/** Measured by bench/waits.ts; a small machine may take twice as long. */
const rowsASecond = 12_500

/** How long pages wait for a save of so many rows, as a sentence; null if nobody notices. `savingWait(50_000)` says about 4 s. */
export function savingWait(rows: number): string | null {
  if (rows <= unnoticedRows) return null
  return `Pages wait about ${Math.max(1, Math.round(rows / rowsASecond))} s while this is saved.`
}
