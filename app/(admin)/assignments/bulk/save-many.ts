'use client'
import { readEvents } from '@/app/(admin)/streams/read-events'
import type { AppliedBulk } from '@/lib/bulk/write/apply'
import type { ActionResult } from '@/lib/http/action-result'
import type { SavingEvent } from './saving-event'

const lost =
  'The connection was lost. Look at the bulk changes before you try again: one that was saved is there whole, and one that was taken back is wholly gone.'

type Tell = (done: number, total: number) => void

/** Saves a bulk change and tells how far it is. Answers as an action does. */
export function saveMany(
  input: { change: unknown; count: number },
  onProgress: Tell,
): Promise<ActionResult<AppliedBulk>> {
  return ask('/assignments/bulk/save', input, onProgress)
}

/** Takes a bulk change back and tells how far it is. Answers as an action does. */
export function takeBackMany(id: number, onProgress: Tell = () => {}): Promise<ActionResult<AppliedBulk>> {
  return ask('/assignments/bulk/take-back', { id }, onProgress)
}

async function ask(path: string, input: unknown, onProgress: Tell): Promise<ActionResult<AppliedBulk>> {
  try {
    const response = await fetch(path, { method: 'POST', body: JSON.stringify(input) })
    for await (const event of readEvents<SavingEvent>(response)) {
      if (event.type === 'progress') onProgress(event.done, event.total)
      if (event.type === 'done') return { ok: true, data: event.data }
      if (event.type === 'refused') return event.result
    }
  } catch {
    // Told below: what became of it is not known here.
  }
  return { ok: false, formError: lost }
}
