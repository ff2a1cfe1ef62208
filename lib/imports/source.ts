import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'

/** Bytes that can be read from the start again: a retried transaction reads its file once more. */
export type FileSource = { name: string; size: number | null; open: () => AsyncIterable<Uint8Array> }

/** A file on disk. Throws where it is not there. */
export async function fileOnDisk(path: string, name: string): Promise<FileSource> {
  const { size } = await stat(path)
  return { name, size, open: () => createReadStream(path, { highWaterMark: 256 * 1024 }) }
}

/** Text in memory, for small files and tests. */
export function textSource(name: string, text: string | Uint8Array): FileSource {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return { name, size: bytes.length, open: () => once(bytes) }
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
