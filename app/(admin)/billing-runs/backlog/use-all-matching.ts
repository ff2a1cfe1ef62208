'use client'
import { useEffect, useRef, useState } from 'react'
import { toast } from '@/components/ui/overlay/toast'
import { refusalText } from '@/components/ui/overlay/use-action'
import { useSelection } from '@/components/ui/table/selection'
import { mostChosen } from '@/lib/waivers/limit'
import type { BacklogState } from '@/lib/waivers/read/backlog'
import { readMatching } from './actions'

export type BacklogFilter = { state: BacklogState | null; customerId: number | null }

/** Ticks everything that the filters leave, a slice at a time; stopped, or at the most that may be chosen, it keeps what it has. Leaving the page stops it. */
export function useAllMatching(filter: BacklogFilter) {
  const { set, count } = useSelection()
  const [busy, setBusy] = useState(false)
  const current = useRef(0)
  useEffect(
    () => () => {
      current.current += 1
    },
    [],
  )
  const stop = () => {
    current.current += 1
    setBusy(false)
  }
  const start = async () => {
    current.current += 1
    const own = current.current
    setBusy(true)
    const found = new Set<string>()
    let after: number | null = 0
    while (after !== null && found.size < mostChosen) {
      const answer: Awaited<ReturnType<typeof readMatching>> | null = await readMatching({
        ...filter,
        after,
      }).catch(() => null)
      if (own !== current.current) return
      if (!answer?.ok) {
        toast({ title: 'Not everything is selected', description: refusalText(answer), tone: 'bad' })
        return setBusy(false)
      }
      for (const key of answer.data.keys) if (found.size < mostChosen) found.add(key)
      set([...found], true)
      after = answer.data.next
    }
    setBusy(false)
    if (after !== null) {
      toast({
        title: 'The first 10,000 are selected',
        description: 'At most 10,000 charges can be changed at once.',
      })
    }
  }
  return { busy, count, start, stop }
}
