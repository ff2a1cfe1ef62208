import { requireAdmin } from '@/lib/access/actor'
import type { Refusal } from '@/lib/refusal/refusal'
import { answerTo } from './answer'
import { eventStream, oneEvent, type Tell } from './event-stream'
import { type Asked, askedOf, byCookie, guarded, requestDoor } from './guard'

type Work<Event, Input> = {
  adminsOnly?: boolean
  /** The event of a refusal or an error: the last one, or the only one. */
  refused: (refusal: Refusal) => Event
  /** Checks and reads what was sent, after the actor is known. A refusal here is the only event of the answer. */
  read: () => Input | Promise<Input>
  /** Does the work and tells its events, the last one included. */
  work: (asked: Asked & { input: Input }, tell: Tell<Event>) => Promise<void>
}

/** A route that writes and tells how far it is, one JSON object a line; a refusal or an error is an event too. */
export function stream<Event, Input>(
  request: Request,
  { adminsOnly = false, refused, read, work }: Work<Event, Input>,
): Promise<Response> {
  return guarded(
    {
      ...{ ...requestDoor(request), kind: 'stream', ask: byCookie },
      refuse: ({ refusal, status, headers }) =>
        oneEvent(refused(refusal), { status: status ?? 200, headers }),
    },
    async entered => {
      if (adminsOnly) requireAdmin(entered.actor)
      const input = await read()
      const asked = await askedOf(entered.door, entered.actor)
      return eventStream<Event>(tell =>
        work({ ...asked, input }, tell).catch(error => tell(refused(answerTo(error, entered).refusal))),
      )
    },
  )
}
