/** Trying a batch again where the database asks for it. */
import { setTimeout } from 'node:timers/promises'
import { constraintOf } from '@/lib/refusal/constraints'

const attempts = 5
/** Serialisation failure and deadlock: the transaction did nothing and may be tried again. */
const retryableCodes = new Set(['40001', '40P01'])

export type Attempt = { number: number; lastFailure: unknown }

/** A period turned out to be charged already: the batch is planned again over fresh facts. */
export const hasLedgerMoved = (failure: unknown): boolean => constraintOf(failure) === 'charges_exactly_once'

function isRetryable(failure: unknown): boolean {
  if (hasLedgerMoved(failure)) return true
  for (let cause = failure; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && retryableCodes.has(cause.code)) return true
  }
  return false
}

/** Runs `work` up to five times, with a short growing pause; other failures, and the fifth, are thrown. */
export async function retrying<T>(work: (attempt: Attempt) => Promise<T>): Promise<T> {
  let lastFailure: unknown = null
  for (let number = 1; ; number += 1) {
    try {
      return await work({ number, lastFailure })
    } catch (failure) {
      if (number >= attempts || !isRetryable(failure)) throw failure
      lastFailure = failure
      await setTimeout(10 * 2 ** number)
    }
  }
}
