import { RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '../refusal'
import { sharedLimiter } from './limiter'

const limits = {
  email: { points: 8, duration: 10 * 60 },
  address: { points: 60, duration: 10 * 60 },
  setupCode: { points: 5, duration: 60 },
}

const limiterFor = (what: keyof typeof limits) => sharedLimiter(`try-${what}`, limits[what])

/**
 * Counts one try before it is made, so that a thousand at once are not all looked at; over all processes on one PostgreSQL.
 * Throws a Refusal that says how long to wait; `forgive` takes the try back when it turned out right.
 */
export async function countTry(what: keyof typeof limits, key: string): Promise<void> {
  const limiter = await limiterFor(what)
  try {
    await limiter.consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const minutes = Math.max(1, Math.ceil(error.msBeforeNext / 60_000))
    throw new Refusal(
      `Too many tries. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`,
    )
  }
}

/** Takes a right try back: all of them for an e-mail or code, one for an address that others share. */
export async function forgive(what: keyof typeof limits, key: string): Promise<void> {
  const limiter = await limiterFor(what)
  if (what === 'address') await limiter.reward(key)
  else await limiter.delete(key)
}

/**
 * The address that a request is counted for: the last one of X-Forwarded-For, which the nearest proxy wrote (Next writes
 * the socket's where there is no proxy). What stands before it is the client's own claim.
 */
export function addressOf(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown'
}
