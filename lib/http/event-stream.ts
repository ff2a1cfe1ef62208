/** Tells one event. */
export type Tell<Event> = (event: Event) => Promise<void>

/**
 * A response that tells events as they happen, one JSON object a line. `tell` answers when the other side keeps up; who
 * holds a transaction need not wait for that. Whoever stops listening does not stop the work.
 */
export function eventStream<Event>(work: (tell: Tell<Event>) => Promise<void>): Response {
  const encoder = new TextEncoder()
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  // A listener who left makes every later write fail: there is nobody to tell.
  const ignore = () => undefined
  const tell = async (event: Event) => {
    const written = writer.write(encoder.encode(`${JSON.stringify(event)}\n`)).catch(ignore)
    await Promise.race([writer.ready.catch(ignore), written])
  }
  void work(tell)
    .finally(() => writer.close())
    .catch(ignore)
  return new Response(readable, {
    headers: {
      'content-type': 'application/x-ndjson',
      'cache-control': 'no-store, no-transform',
      'x-content-type-options': 'nosniff',
      'x-accel-buffering': 'no',
    },
  })
}

/** The same answer with one event, for what is refused before any work begins. */
export function oneEvent<Event>(
  event: Event,
  { status, headers }: { status: number; headers: Readonly<Record<string, string>> },
): Response {
  return new Response(`${JSON.stringify(event)}\n`, {
    status,
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store', ...headers },
  })
}
