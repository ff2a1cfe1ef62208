'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

/** Another user saved first: their changes, and the choice between theirs and those typed here. */
export function StaleNotice({
  sentence,
  onSettle,
}: {
  sentence: string
  onSettle: (keepMine: boolean) => Promise<void>
}) {
  const [busy, setBusy] = useState<boolean | null>(null)
  const settle = async (keepMine: boolean) => {
    setBusy(keepMine)
    await onSettle(keepMine).finally(() => setBusy(null))
  }
  return (
    <Notice tone="bad" title="Another user saved this package first">
      <p>{sentence}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" busy={busy === true} onClick={() => settle(true)}>
          Keep mine
        </Button>
        <Button size="sm" busy={busy === false} onClick={() => settle(false)}>
          Take theirs
        </Button>
      </div>
    </Notice>
  )
}
