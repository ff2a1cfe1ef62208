/**
 * Statements are drawn in a thread of their own: a thousand lines take seconds, in which this process would answer nobody. The
 * thread draws one after the other, and ends when it had nothing to do for a minute.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Drawn, Wanted } from './pdf-worker'

type Pdf = Uint8Array<ArrayBuffer>
type Thread = { worker: Worker; last: Promise<unknown>; waiting: number }

const idleMs = 60_000
/** One statement with the most lines takes a third of this. */
const mostMegabytes = 1_024

// On globalThis: Next loads this module again on every edit, and the thread of before would stay.
const shared: typeof globalThis & { openmrcPdfThread?: Thread | undefined } = globalThis

/** The statement on A4, as `statementPdf` draws it, while pages go on being answered. */
export async function drawStatement(wanted: Wanted): Promise<Pdf> {
  shared.openmrcPdfThread ??= startThread()
  const thread = shared.openmrcPdfThread
  thread.waiting += 1
  const drawing = thread.last.then(() => drawnBy(thread.worker, wanted))
  thread.last = drawing.catch(() => undefined)
  try {
    return await drawing
  } finally {
    thread.waiting -= 1
    endIfIdle(thread)
  }
}

function startThread(): Thread {
  const file = pathToFileURL(join(process.cwd(), 'lib', 'statements', 'pdf-worker.mjs')).href
  const resourceLimits = { maxOldGenerationSizeMb: mostMegabytes }
  // Named in text: a file that is named in code would be built into the app, with all that it needs.
  const worker = new Worker(`import(${JSON.stringify(file)})`, { eval: true, resourceLimits })
  // A process that has nothing else to do ends.
  worker.unref()
  const thread = { worker, last: Promise.resolve(), waiting: 0 }
  worker.once('exit', () => {
    if (shared.openmrcPdfThread === thread) shared.openmrcPdfThread = undefined
  })
  return thread
}

function drawnBy(worker: Worker, wanted: Wanted): Promise<Pdf> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      worker.off('message', onMessage)
      worker.off('error', onError)
      worker.off('exit', onExit)
    }
    const onMessage = (drawn: Drawn) => {
      settle()
      if ('pdf' in drawn) resolve(drawn.pdf)
      else reject(new Error(`the statement could not be drawn: ${drawn.failure}`))
    }
    const onError = (error: Error) => {
      settle()
      reject(error)
    }
    const onExit = () => onError(new Error('the thread that draws statements has ended'))
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.ref()
    worker.postMessage(wanted)
  })
}

function endIfIdle(thread: Thread): void {
  if (thread.waiting > 0) return
  thread.worker.unref()
  const { last } = thread
  setTimeout(() => {
    if (thread.last !== last || thread.waiting > 0) return
    if (shared.openmrcPdfThread === thread) shared.openmrcPdfThread = undefined
    void thread.worker.terminate()
  }, idleMs).unref()
}
