'use client'
import { readEvents } from '@/app/(admin)/streams/read-events'
import type { FileKind } from '@/lib/imports/layouts'
import { maxUploadBytes, tooLargeSentence, type UploadEvent } from '@/lib/imports/upload'

const lost =
  'The connection was lost. Check the list before you try again: a file that was saved is there whole.'

/** Sends a file and hands on what the server tells while it reads it. The last event is `done` or `refused`. */
export async function sendFile(
  file: File,
  asked: { kind: FileKind; mode: 'check' | 'save' },
  onEvent: (event: UploadEvent) => void,
): Promise<void> {
  if (file.size > maxUploadBytes) return onEvent({ type: 'refused', sentence: tooLargeSentence })
  const address = `/imports/upload?${new URLSearchParams({ ...asked, name: file.name })}`
  let last: UploadEvent | null = null
  try {
    const response = await fetch(address, { method: 'POST', body: file })
    for await (const event of readEvents<UploadEvent>(response)) {
      last = event
      onEvent(event)
    }
  } catch {
    onEvent({ type: 'refused', sentence: lost })
    return
  }
  if (last?.type !== 'done' && last?.type !== 'refused') onEvent({ type: 'refused', sentence: lost })
}
