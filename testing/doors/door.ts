import type { World } from './world'

export type Door = {
  /**
   * `admins`: an account manager is refused. `owner`: the account manager of the customer and admins; a stranger is
   * refused, or told nothing of it. `signed_in`: the same for everybody who is signed in. `anybody`: stands in front of
   * the sign-in.
   */
  may: 'admins' | 'owner' | 'signed_in' | 'anybody'
  /** What is sent: the input of an action, or the address (and body) of a route. */
  ask: (world: World) => unknown
  /** The answer to the owner names the customer's things: a stranger's must not. */
  tells?: true
  /** The door opens and what is asked is refused in these words, by those who may as well. */
  answers?: RegExp
}

export type RouteAsk = { path: string; params?: Record<string, string>; body?: string }
