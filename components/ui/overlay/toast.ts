'use client'
import type { ActionResult } from '@/lib/http/action-result'

export type Message = {
  title: string
  description?: string
  href?: string
  link?: string
  undo?: () => Promise<ActionResult<unknown>>
  tone?: 'good' | 'bad'
}

type Listener = (message: Message) => void

/** What was said before anybody could show it. */
let waiting: Message[] = []
let show: Listener | null = null
let fetchThem: (() => void) | null = null

/** Says quietly that something is done, with where to see it and, where it can, how to take it back. */
export function toast(message: Message): void {
  if (show) show(message)
  else {
    waiting.push(message)
    fetchThem?.()
  }
}

/** For the place that shows toasts: `fetch` is called with the first of them. */
export function onFirstToast(fetch: () => void): () => void {
  fetchThem = fetch
  if (waiting.length > 0) fetch()
  return () => {
    fetchThem = null
  }
}

/** From now on everything goes to `listener`, first what has waited for it. */
export function showToastsWith(listener: Listener): () => void {
  show = listener
  const early = waiting
  waiting = []
  for (const message of early) listener(message)
  return () => {
    show = null
  }
}
