import { requireAdmin } from '@/lib/access/actor'
import type { Refusal } from '@/lib/refusal/refusal'
import { noOf } from './answer'
import { eventStream, oneEvent, type Tell } from './event-stream'
import { type Asked, askedOf, byCookie, guarded, wayOf } from './guard'

type Work<Event, Input> = {
  adminsOnly?: boolean
  /** The event that says no: the last one, or the only one. */
  refused: (refusal: Refusal) => Event
  /** Judges and reads what was sent, once it is known who sends it. A refusal is answered before any event is told. */
  read: () => Input | Promise<Input>
  /** Does the work and tells of it, the end included. */
  work: (asked: Asked & { input: Input }, tell: Tell<Event>) => Promise<void>
}

/** A route that writes and tells how far it is, one JSON object a line; what is refused or fails is an event too. */
export function stream<Event, Input>(
  request: Request,
  { adminsOnly = false, refused, read, work }: Work<Event, Input>,
): Promise<Response> {
  return guarded(
    {
      ...{ ...wayOf(request), kind: 'stream', ask: byCookie },
      refuse: ({ refusal, status, headers }) =>
        oneEvent(refused(refusal), { status: status ?? 200, headers }),
    },
    async entered => {
      if (adminsOnly) requireAdmin(entered.actor)
      const input = await read()
      const asked = await askedOf(entered.door, entered.actor)
      return eventStream<Event>(tell =>
        work({ ...asked, input }, tell).catch(error => tell(refused(noOf(error, entered).refusal))),
      )
    },
  )
}
