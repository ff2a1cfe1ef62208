/** The thread that draws statements; pdf-thread.ts asks it. */
import { parentPort } from 'node:worker_threads'
import { statementPdf } from './pdf'
import type { Statement } from './read'

/** What the thread is sent, and what it answers. */
export type Wanted = { statement: Statement; providerName: string }
export type Drawn = { pdf: Uint8Array<ArrayBuffer> } | { failure: string }

async function draw({ statement, providerName }: Wanted): Promise<Drawn> {
  try {
    return { pdf: new Uint8Array(await statementPdf(statement, providerName)) }
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

parentPort?.on('message', (wanted: Wanted) => {
  void draw(wanted).then(drawn => parentPort?.postMessage(drawn, 'pdf' in drawn ? [drawn.pdf.buffer] : []))
})
