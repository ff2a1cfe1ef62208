import { Refusal } from '@/lib/refusal/refusal'
import type { Status } from './problem'

/**
 * A refusal with its status of HTTP, thrown where the status says more than the kind of the refusal does.
 * `throw new HttpRefusal(404, 'There is no such run.')`
 */
export class HttpRefusal extends Error {
  readonly status: Status
  readonly refusal: Refusal
  readonly headers: Readonly<Record<string, string>>

  constructor(status: Status, refusal: Refusal | string, headers: Record<string, string> = {}) {
    const inner = typeof refusal === 'string' ? new Refusal(refusal) : refusal
    super(inner.message)
    this.name = 'HttpRefusal'
    this.status = status
    this.refusal = inner
    this.headers = headers
  }
}
