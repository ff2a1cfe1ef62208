import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FileRefused } from './file-refused'
import { type FileSource, fileOnDisk } from './source'
import { maxUploadBytes, tooLargeSentence } from './upload'

/**
 * Keeps what is being uploaded in a temporary file, so that it can be read more than once and never is in memory, for as
 * long as `work` takes. Throws FileRefused where it is larger than an upload may be.
 */
export async function withSpooled<Result>(
  body: AsyncIterable<Uint8Array>,
  name: string,
  work: (source: FileSource) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'openmrc-upload-'))
  try {
    const path = join(folder, 'file.csv')
    await pipeline(Readable.from(body), limited(), createWriteStream(path))
    return await work(await fileOnDisk(path, name))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function limited(): Transform {
  let total = 0
  return new Transform({
    transform(bytes: Uint8Array, _encoding, done) {
      total += bytes.length
      if (total > maxUploadBytes) done(new FileRefused(tooLargeSentence))
      else done(null, bytes)
    },
  })
}
