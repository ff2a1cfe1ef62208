/** Where the request that is being answered came from, for whoever notes something deep inside of it. */
import { AsyncLocalStorage } from 'node:async_hooks'

export type Origin = { address: string }

const nowhere: Origin = { address: '' }

// On globalThis: Next bundles doors apart.
const shared: typeof globalThis & { openmrcOrigin?: AsyncLocalStorage<Origin> } = globalThis

function origins(): AsyncLocalStorage<Origin> {
  shared.openmrcOrigin ??= new AsyncLocalStorage()
  return shared.openmrcOrigin
}

/** Runs `work` as the answer to a request from this address. */
export function comingFrom<Result>(origin: Origin, work: () => Result): Result {
  return origins().run(origin, work)
}

/** Where the request came from; an empty address outside of any, as on the command line. */
export function originOf(): Origin {
  return origins().getStore() ?? nowhere
}
