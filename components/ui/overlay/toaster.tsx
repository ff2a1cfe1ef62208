'use client'
import { useEffect, useState } from 'react'
import { lazyOverlay, type Openable } from './lazy-part'
import { onFirstToast } from './toast'

const ToastViewport = lazyOverlay<Openable>(
  () => import('./toast-viewport').then(file => file.ToastViewport),
  {
    quiet: true,
  },
)

/** Where toasts appear, from the first one on. Once, in the root layout. */
export function Toaster() {
  const [open, setOpen] = useState(false)
  useEffect(() => onFirstToast(() => setOpen(true)), [])
  return <ToastViewport open={open} onOpenChange={setOpen} />
}
