'use client'
import { Printer } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'

const subscribe = () => () => {}

/** A link to hand on, and paper. Neither is printed. */
export function ReceiptTools({ path }: { path: string }) {
  const origin = useSyncExternalStore(
    subscribe,
    () => window.location.origin,
    () => '',
  )
  return (
    <div className="flex gap-2">
      <CopyButton text={`${origin}${path}`} label="Copy link" />
      <Button icon={Printer} onClick={() => window.print()}>
        Print
      </Button>
    </div>
  )
}
