'use client'
import { Printer } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'

/** A link to hand on, and paper. Neither is printed. */
export function ReceiptTools({ path }: { path: string }) {
  const [origin, setOrigin] = useState('')
  useEffect(() => setOrigin(window.location.origin), [])
  return (
    <div className="flex gap-2">
      <CopyButton text={`${origin}${path}`} label="Copy link" />
      <Button icon={Printer} onClick={() => window.print()}>
        Print
      </Button>
    </div>
  )
}
