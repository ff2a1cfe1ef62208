'use client'
import { useEffect, useRef, useState } from 'react'
import type { AssignmentPreview } from '@/lib/assignments/read/preview'
import { previewAssign } from './actions'

export type Preview = {
  /** The last answer; null before a package is chosen. */
  found: AssignmentPreview | null
  busy: boolean
  failed: boolean
}

/** Asks the planner a moment after the last key; an answer that came too late is dropped. */
export function usePreview(values: Record<string, unknown>): Preview {
  const { packageId, customerId, didId, quantity, startOn, endOn, setupWaived, minimumDays } = values
  const draft = JSON.stringify({
    packageId,
    customerId,
    didId,
    quantity,
    startOn,
    endOn,
    setupWaived,
    minimumDays,
  })
  const [answer, setAnswer] = useState<{ draft: string; found: AssignmentPreview | null; failed: boolean }>({
    draft: '',
    found: null,
    failed: false,
  })
  const isFirst = useRef(true)
  const isEmpty = !packageId
  useEffect(() => {
    if (isEmpty) return
    let stale = false
    const settle = (found: AssignmentPreview | null, failed: boolean) => {
      if (!stale) setAnswer(last => ({ draft, found: failed ? last.found : found, failed }))
    }
    const timer = setTimeout(
      () => {
        isFirst.current = false
        previewAssign(JSON.parse(draft)).then(
          result => settle(result.ok ? result.data : null, !result.ok),
          () => settle(null, true),
        )
      },
      isFirst.current ? 0 : 200,
    )
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [draft, isEmpty])
  return {
    found: isEmpty ? null : answer.found,
    busy: !isEmpty && answer.draft !== draft,
    failed: !isEmpty && answer.failed,
  }
}
