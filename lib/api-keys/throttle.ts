import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

type Throttles = { key: RateLimiterMemory; address: RateLimiterMemory }

// On globalThis: Next may load this module more than once; there must be one count.
const shared: typeof globalThis & { openmrcApiThrottles?: Throttles } = globalThis

function throttles(): Throttles {
  shared.openmrcApiThrottles ??= {
    key: new RateLimiterMemory({ points: 1_200, duration: 60 }),
    address: new RateLimiterMemory({ points: 30, duration: 60 }),
  }
  return shared.openmrcApiThrottles
}

/**
 * Counts a request of a key (1,200 a minute), or a wrong key from an address (30 a minute). Answers null, or in how many
 * seconds to come back.
 */
export async function countRequest(what: keyof Throttles, of: string): Promise<number | null> {
  try {
    await throttles()[what].consume(of)
    return null
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000))
    throw error
  }
}
