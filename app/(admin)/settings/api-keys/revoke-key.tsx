'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { toast } from '@/components/ui/overlay/toast'
import { revoke } from './actions'

/** Ends a key for good, after asking. */
export function RevokeKey({ id, name }: { id: number; name: string }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button
        size="sm"
        aria-label={`Revoke ${name}`}
        onClick={() => setAsking(true)}
        {...ConfirmDialog.preloadProps}
      >
        Revoke
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger
        title={`Revoke ${name}?`}
        confirm="Revoke this key"
        action={() => revoke({ id })}
        onDone={() => toast({ title: `${name} revoked` })}
      >
        Requests with this key are refused from now on. This cannot be undone: make a new key instead.
      </ConfirmDialog>
    </>
  )
}
