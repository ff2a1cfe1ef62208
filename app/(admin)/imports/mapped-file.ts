'use client'
import { type FileStart, type Mapping, mappedHeader, readStart } from '@/lib/imports/mapping'

/** Enough for a header and a few rows; the rest of the file is not read in the browser. */
const startBytes = 256 * 1024

/** The first rows of a chosen file; null where it has no header row there. */
export async function startOf(file: File): Promise<FileStart | null> {
  // Read without removing a byte order mark, so that lengths are those of the file.
  const bytes = await file.slice(0, startBytes).arrayBuffer()
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return readStart(text, file.size <= startBytes)
}

/** The same file under the header that the mapping says. Only the header is new: a large file is not copied. */
export async function mappedFile(file: File, start: FileStart, mapping: Mapping): Promise<File> {
  const bytes = await file.slice(0, startBytes).arrayBuffer()
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const mark = text.startsWith('\uFEFF') ? 1 : 0
  const skipped = new TextEncoder().encode(text.slice(0, mark + start.headerLength)).length
  return new File([mappedHeader(start, mapping), file.slice(skipped)], file.name, { type: 'text/csv' })
}
