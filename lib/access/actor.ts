import { NotAllowed, Refusal } from '@/lib/refusal/refusal'

/** Who asks. A person has the id of their user; the command line and the app itself are admins without one. */
export type Actor = {
  id: string | null
  email: string
  name: string
  role: 'admin' | 'account_manager'
  /** Always true for an admin. Without it cost and margin are not even selected. */
  canSeeCost: boolean
}

/** Whoever may run the command line on the server's machine. */
export const commandLineActor: Actor = {
  id: null,
  email: 'command line',
  name: 'Command line',
  role: 'admin',
  canSeeCost: true,
}

/** The app itself: a daily run, the first start. */
export const systemActor: Actor = {
  id: null,
  email: 'system',
  name: 'System',
  role: 'admin',
  canSeeCost: true,
}

/** True for an admin, who may do everything. */
export function isAdmin(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** Throws a Refusal unless the actor is an admin. */
export function requireAdmin(actor: Actor): void {
  if (!isAdmin(actor)) throw new NotAllowed('Only an admin may do this. Ask an admin of your provider.')
}

/** The refusal of a thing that is not there or is not the actor's, in one sentence; an admin may see all, so it is not there. */
export function notTheirs(actor: Actor, sentence: string): Refusal {
  return isAdmin(actor) ? new Refusal(sentence) : new NotAllowed(sentence)
}

/** Who asks with a key: the provider's own system. It reads every customer, and no cost. */
export function apiActor(key: { name: string }): Actor {
  return { id: null, email: `API key ${key.name}`, name: key.name, role: 'admin', canSeeCost: false }
}
