import { RateLimiterRes } from 'rate-limiter-flexible'
import { sharedLimiter } from '@/lib/throttles/write'

const limits = { key: { points: 1_200, duration: 60 }, address: { points: 30, duration: 60 } }

/**
 * Counts a request of a key (1,200 a minute), or a wrong key from an address (30 a minute), over all processes on one
 * PostgreSQL. Answers null, or in how many seconds to come back.
 */
export async function countRequest(what: keyof typeof limits, of: string): Promise<number | null> {
  const limiter = await sharedLimiter(`api-${what}`, limits[what])
  try {
    await limiter.consume(of)
    return null
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000))
    throw error
  }
}
