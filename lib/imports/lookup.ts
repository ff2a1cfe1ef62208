import type { Db } from '@/db/client'

/** Things found by the code that a file names them with, looked up once however often they are named. */
export type Lookup<Found> = {
  fill: (db: Db, codes: Iterable<string>) => Promise<void>
  get: (code: string) => Found | undefined
}

/** More codes than this are not remembered: a file of millions of rows may name millions. */
const mostKnown = 200_000

/**
 * A lookup over a query that answers with what it finds for at most a batch of codes. What was found for a batch is there until
 * the next `fill`.
 */
export function lookup<Found>(
  load: (db: Db, codes: string[]) => Promise<Map<string, Found>>,
  most = mostKnown,
): Lookup<Found> {
  const known = new Map<string, Found | undefined>()
  return {
    fill: async (db, codes) => {
      const named = [...new Set(codes)].filter(code => code !== '').sort()
      const unknown = () => named.filter(code => !known.has(code))
      if (known.size + unknown().length > most) known.clear()
      const missing = unknown()
      if (missing.length === 0) return
      const found = await load(db, missing)
      for (const code of missing) known.set(code, found.get(code))
    },
    get: code => known.get(code),
  }
}
