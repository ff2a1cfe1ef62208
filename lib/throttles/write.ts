/** Counts of tries: in the database where several processes may share it, else in this process. */
import type pg from 'pg'
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible'
import { databasePool } from '@/db/client'

/** At most `points` tries in `duration` seconds. */
export type Limit = { points: number; duration: number }

/** A limiter that every process on the pool's database counts with; without a pool, one of this process alone. */
export function limiterOf(pool: pg.Pool | null, keyPrefix: string, limit: Limit): RateLimiterAbstract {
  if (pool === null) return new RateLimiterMemory({ ...limit, keyPrefix })
  return new RateLimiterPostgres({
    ...limit,
    keyPrefix,
    storeClient: pool,
    storeType: 'pool',
    tableName: 'throttles',
    tableCreated: true,
  })
}

// On globalThis: Next may load a module once for actions and once for pages; there must be one count.
const shared: typeof globalThis & { openmrcLimiters?: Map<string, RateLimiterAbstract> } = globalThis

/** This process's limiter of a name, made at the first call. */
export async function sharedLimiter(name: string, limit: Limit): Promise<RateLimiterAbstract> {
  const pool = await databasePool()
  shared.openmrcLimiters ??= new Map()
  const limiter = shared.openmrcLimiters.get(name) ?? limiterOf(pool, name, limit)
  shared.openmrcLimiters.set(name, limiter)
  return limiter
}
