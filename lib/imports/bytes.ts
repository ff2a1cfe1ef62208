import { FileRefused } from './file-refused'
import type { FileSource } from './source'

const signatures: { bytes: number[]; what: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a workbook or ZIP archive' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF' },
  { bytes: [0x1f, 0x8b], what: 'a gzip archive' },
]

/** The bytes of a file that is UTF-8 text, counted as they pass. Throws FileRefused, with a sentence, where it is not. */
export async function* utf8Bytes(
  source: FileSource,
  onBytes: (total: number) => void,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let total = 0
  for await (const bytes of source.open()) {
    if (total === 0) refuseOtherFormats(bytes)
    if (bytes.includes(0)) throw new FileRefused('This is not a CSV file: it holds binary data.')
    try {
      decoder.decode(bytes, { stream: true })
    } catch {
      throw await notUtf8(source)
    }
    total += bytes.length
    onBytes(total)
    yield bytes
  }
  if (total === 0) throw new FileRefused('The file is empty.')
  try {
    decoder.decode()
  } catch {
    throw await notUtf8(source)
  }
}

function refuseOtherFormats(bytes: Uint8Array): void {
  const known = signatures.find(({ bytes: head }) => head.every((byte, index) => bytes[index] === byte))
  if (known)
    throw new FileRefused(`This is not a CSV file but ${known.what}. Save it as “CSV UTF-8” and try again.`)
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw new FileRefused('The file is UTF-16. Save it as “CSV UTF-8” and try again.')
}

/** Reads the file again to say on which line the first wrong byte is. */
async function notUtf8(source: FileSource): Promise<FileRefused> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  for await (const bytes of source.open()) {
    for (let from = 0; from < bytes.length; ) {
      const newline = bytes.indexOf(10, from)
      const to = newline < 0 ? bytes.length : newline + 1
      try {
        decoder.decode(bytes.subarray(from, to), { stream: true })
      } catch {
        return refusedAt(line)
      }
      if (newline >= 0) line += 1
      from = to
    }
  }
  return refusedAt(line)
}

function refusedAt(line: number): FileRefused {
  return new FileRefused(`Line ${line} is not UTF-8 text. Save the file as “CSV UTF-8” and try again.`, line)
}
