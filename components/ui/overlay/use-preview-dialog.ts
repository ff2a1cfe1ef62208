'use client'
import { useState } from 'react'
import type { ActionResult } from '@/lib/http/action-result'
import { toast } from './toast'
import { refusalText } from './use-action'

/**
 * A dialog that says what a step would do: asked of the server when it is about to open, as what the page shows may be old.
 * Where the server refuses, its sentence is a toast under `refused` and nothing opens.
 */
export function usePreviewDialog<Data>(read: () => Promise<ActionResult<Data>>, refused: string) {
  const [data, setData] = useState<Data | null>(null)
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const ask = async () => {
    setBusy(true)
    const answer = await read().catch(() => null)
    setBusy(false)
    if (!answer?.ok) return toast({ title: refused, description: refusalText(answer), tone: 'bad' })
    setData(answer.data)
    setOpen(true)
  }
  return { data, open, setOpen, busy, ask }
}
