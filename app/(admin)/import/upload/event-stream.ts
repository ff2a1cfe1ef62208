import type { UploadEvent } from '@/lib/files/upload'

/**
 * A response that tells events as they happen, one JSON object a line. Problems are gathered until the next other event,
 * so that a file of bad rows does not send a line for each. Whoever stops listening does not stop the work.
 */
export function eventStream(work: (tell: (event: UploadEvent) => void) => Promise<void>): Response {
  const encoder = new TextEncoder()
  let gathered: Extract<UploadEvent, { type: 'problems' }>['problems'] = []
  let listening = true
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (event: UploadEvent) => {
        if (listening) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`))
      }
      const flush = () => {
        if (gathered.length > 0) send({ type: 'problems', problems: gathered })
        gathered = []
      }
      await work(event => {
        if (event.type === 'problems') {
          gathered.push(...event.problems)
          return
        }
        flush()
        send(event)
      })
      flush()
      if (listening) controller.close()
    },
    cancel() {
      listening = false
    },
  })
  return new Response(stream, {
    headers: {
      'content-type': 'application/x-ndjson',
      'cache-control': 'no-store, no-transform',
      'x-content-type-options': 'nosniff',
      'x-accel-buffering': 'no',
    },
  })
}
