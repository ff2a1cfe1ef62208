'use client'
import type { ActionResult } from '@/lib/action-result'

export type Message = {
  title: string
  description?: string
  href?: string
  link?: string
  undo?: () => Promise<ActionResult<unknown>>
  tone?: 'good' | 'bad'
}
export type Said = Message & { id: number }

const most = 4
let said: readonly Said[] = []
let count = 0
const listeners = new Set<() => void>()

function change(next: readonly Said[]): void {
  said = next
  for (const listener of listeners) listener()
}

/** Says quietly that something is done, with where to see it and, where it can, how to take it back. */
export function toast(message: Message): void {
  count += 1
  change([...said, { ...message, id: count }].slice(-most))
}

/** What is said at the moment, the newest last: for the one place that shows it. */
export const toasts = {
  current: () => said,
  close: (id: number) => change(said.filter(item => item.id !== id)),
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
}
