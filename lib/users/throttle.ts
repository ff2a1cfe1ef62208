import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '../refusal'

type Throttles = { email: RateLimiterMemory; address: RateLimiterMemory; setupCode: RateLimiterMemory }

// On globalThis: Next may load this module once for actions and once for pages; there must be one count.
const shared: typeof globalThis & { openmrcThrottles?: Throttles } = globalThis

function throttles(): Throttles {
  shared.openmrcThrottles ??= {
    email: new RateLimiterMemory({ points: 8, duration: 10 * 60 }),
    address: new RateLimiterMemory({ points: 60, duration: 10 * 60 }),
    setupCode: new RateLimiterMemory({ points: 5, duration: 60 }),
  }
  return shared.openmrcThrottles
}

/**
 * Counts one try before it is made, so that a thousand at once are not all looked at. Throws a Refusal that says how
 * long to wait; `forgive` takes the try back when it turned out right.
 */
export async function countTry(what: keyof Throttles, key: string): Promise<void> {
  try {
    await throttles()[what].consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const minutes = Math.max(1, Math.ceil(error.msBeforeNext / 60_000))
    throw new Refusal(
      `Too many tries. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`,
    )
  }
}

/** Takes a right try back: all of them for an e-mail or code, one for an address that others share. */
export async function forgive(what: keyof Throttles, key: string): Promise<void> {
  if (what === 'address') await throttles().address.reward(key)
  else await throttles()[what].delete(key)
}

/**
 * The address that a request is counted for: the last one of X-Forwarded-For, which the nearest proxy wrote (Next writes
 * the socket's where there is no proxy). What stands before it is the client's own claim.
 */
export function addressOf(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown'
}
