/** Trying a transaction again if the database asks for it. */
import { setTimeout } from 'node:timers/promises'

const attempts = 5
/** Serialization failure and deadlock: the transaction did nothing and may be tried again. */
const retryableCodes = new Set(['40001', '40P01'])

export type Attempt = { number: number; lastFailure: unknown }

function isRetryable(failure: unknown): boolean {
  for (let cause = failure, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1)
    if ('code' in cause && typeof cause.code === 'string' && retryableCodes.has(cause.code)) return true
  return false
}

/**
 * Runs `work` up to five times, with a short growing pause, after a failure of the database that may pass, or one that `mayPass` knows. Other
 * failures, and the fifth, are thrown.
 */
export async function retrying<T>(
  work: (attempt: Attempt) => Promise<T>,
  mayPass: (failure: unknown) => boolean = () => false,
): Promise<T> {
  let lastFailure: unknown = null
  for (let number = 1; ; number += 1) {
    try {
      return await work({ number, lastFailure })
    } catch (failure) {
      if (number >= attempts || !(isRetryable(failure) || mayPass(failure))) throw failure
      lastFailure = failure
      await setTimeout(10 * 2 ** number)
    }
  }
}
