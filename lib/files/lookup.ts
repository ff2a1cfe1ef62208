import type { Db } from '@/db/client'

/** Things found by the code that a file names them with, each looked up once however often it is named. */
export type Lookup<Found> = {
  fill: (db: Db, codes: Iterable<string>) => Promise<void>
  get: (code: string) => Found | undefined
}

/** A lookup over a query that answers with what it finds for at most a batch of codes. */
export function lookup<Found>(load: (db: Db, codes: string[]) => Promise<Map<string, Found>>): Lookup<Found> {
  const known = new Map<string, Found | undefined>()
  return {
    fill: async (db, codes) => {
      const missing = [...new Set(codes)].filter(code => code !== '' && !known.has(code)).sort()
      if (missing.length === 0) return
      const found = await load(db, missing)
      for (const code of missing) known.set(code, found.get(code))
    },
    get: code => known.get(code),
  }
}
