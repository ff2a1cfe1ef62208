import { setTimeout } from 'node:timers/promises'

/** Serialization failure and deadlock: the same transaction may succeed when it is tried again. */
const transient = new Set(['40001', '40P01'])

function isTransient(error: unknown): boolean {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth++) {
    if ('code' in at && typeof at.code === 'string' && transient.has(at.code)) return true
    at = 'cause' in at ? at.cause : null
  }
  return false
}

/** Runs a transaction, up to three times where another one got in its way. */
export async function withRetries<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction()
    } catch (error) {
      if (attempt === 3 || !isTransient(error)) throw error
      await setTimeout(50 * attempt)
    }
  }
}
