'use client'
import { useState } from 'react'
import type { ActionResult } from '@/lib/http/action-result'
import { toast } from './toast'

/** Why an action did nothing, in its own sentences; null stands for an answer that never came. */
export function refusalText(answer: Extract<ActionResult<unknown>, { ok: false }> | null): string {
  if (answer === null) return 'The server could not be reached. Try again in a moment.'
  return [answer.formError, ...Object.values(answer.fieldErrors ?? {})].filter(Boolean).join(' ')
}

/**
 * A step that one press does, without a form or a question: busy while it works, and told under `refused` where it was not
 * done. `run` answers whether it was.
 */
export function useAction(refused: string) {
  const [busy, setBusy] = useState(false)
  const run = async (act: () => Promise<ActionResult<unknown>>): Promise<boolean> => {
    setBusy(true)
    const answer = await act().catch(() => null)
    setBusy(false)
    if (answer?.ok) return true
    toast({ title: refused, description: refusalText(answer), tone: 'bad' })
    return false
  }
  return { busy, run }
}
