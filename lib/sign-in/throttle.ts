/** How often something may be tried: over all processes on one PostgreSQL, else in this process. */
import { setTimeout as pause } from 'node:timers/promises'
import { RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '@/lib/refusal/refusal'
import { networkOf } from '@/lib/request/client-address'
import { sharedLimiter } from '@/lib/throttles/write'

const tenMinutes = 10 * 60

const limits = {
  /** One e-mail from one network. */
  pair: { points: 8, duration: tenMinutes },
  /** Any e-mail from one network. */
  address: { points: 60, duration: tenMinutes },
  /** One e-mail from one browser that signed in with it before. */
  device: { points: 8, duration: tenMinutes },
  /** The password of whoever is signed in, asked again. */
  own: { points: 8, duration: tenMinutes },
  setupCode: { points: 5, duration: 60 },
}

const limiterFor = (what: keyof typeof limits) => sharedLimiter(`try-${what}`, limits[what])

/** Says that there were too many tries, rather than that this one was wrong. */
export class TooManyTries extends Refusal {
  constructor(minutes: number) {
    super(`Too many tries. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`)
  }
}

/**
 * Counts one try before it is made, so that a thousand at once are not all looked at. Throws TooManyTries, which says how
 * long to wait; `forgive` takes the try back when it turned out right.
 */
export async function countTry(what: keyof typeof limits, key: string): Promise<void> {
  const limiter = await limiterFor(what)
  try {
    await limiter.consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    throw new TooManyTries(Math.max(1, Math.ceil(error.msBeforeNext / 60_000)))
  }
}

/** Takes a right try back: all of them for what is one person's, one for an address that others share. */
export async function forgive(what: keyof typeof limits, key: string): Promise<void> {
  const limiter = await limiterFor(what)
  if (what === 'address') await limiter.reward(key)
  else await limiter.delete(key)
}

/** A try to sign in: `device` is the id of a browser that signed in with this e-mail before, else null. */
export type SignInTry = { email: string; address: string; device: string | null }

/**
 * Counts a try to sign in. A browser that signed in with this e-mail before is counted for itself alone, so that nobody else
 * can keep it out. Every other one is counted by its network, and the tries of all of them on one e-mail slow each other
 * down: the answer waits longer and longer, at most `longestWaitMs`, and then judges. Throws TooManyTries.
 */
export async function countSignIn({ email, address, device }: SignInTry): Promise<void> {
  if (device !== null) return countTry('device', device)
  const network = networkOf(address)
  await countTry('address', network)
  await countTry('pair', `${network} ${email}`)
  await slowDown(email)
}

/** Takes a right try to sign in back. */
export async function forgiveSignIn({ email, address, device }: SignInTry): Promise<void> {
  if (device !== null) return forgive('device', device)
  const network = networkOf(address)
  await Promise.all([
    forgive('address', network),
    forgive('pair', `${network} ${email}`),
    sharedLimiter('try-email', uncapped).then(limiter => limiter.delete(email)),
  ])
}

/** Counts and never refuses. */
const uncapped = { points: 1_000_000_000, duration: tenMinutes }
const triesWithoutWait = 8
const longestWaitMs = 8_000
/** Tries that wait at once hold memory: so many for one e-mail, and so many in all. */
const mostWaiting = { email: 20, all: 500 }

// On globalThis: Next may load a module once for actions and once for pages.
const shared: typeof globalThis & { openmrcWaiting?: Map<string, number> } = globalThis

/** How long the n-th try on an e-mail within ten minutes waits: `waitOf(8)` is 0, `waitOf(9)` 250, `waitOf(20)` 8000. */
export function waitOf(n: number): number {
  return n <= triesWithoutWait
    ? 0
    : Math.min(longestWaitMs, 250 * 2 ** Math.min(n - triesWithoutWait - 1, 20))
}

async function slowDown(email: string): Promise<void> {
  const limiter = await sharedLimiter('try-email', uncapped)
  const { consumedPoints } = await limiter.consume(email)
  const wait = waitOf(consumedPoints)
  if (wait === 0) return
  shared.openmrcWaiting ??= new Map()
  const waiting = shared.openmrcWaiting
  const own = waiting.get(email) ?? 0
  const all = [...waiting.values()].reduce((sum, count) => sum + count, 0)
  if (own >= mostWaiting.email || all >= mostWaiting.all) throw new TooManyTries(1)
  waiting.set(email, own + 1)
  try {
    await pause(wait)
  } finally {
    const left = (waiting.get(email) ?? 1) - 1
    if (left === 0) waiting.delete(email)
    else waiting.set(email, left)
  }
}
