import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '@/lib/refusal/refusal'

/** Writes a file whole: under another name until it is complete. Throws a Refusal where the folder cannot be written. */
export async function writeFile(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const unfinished = `${path}.part`
  try {
    await pipeline(Readable.from(pieces), createWriteStream(unfinished))
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    const isFile = error instanceof Error && 'syscall' in error
    throw isFile ? new Refusal(`${path} cannot be written: ${error.message}.`) : error
  }
}

/** Writes to stdout, no faster than it is read. */
export async function writeOut(pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) {
    if (!process.stdout.write(piece)) await new Promise(resolve => process.stdout.once('drain', resolve))
  }
}
