'use client'
import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ReactNode } from 'react'
import { backdropClasses, dialogPopupClasses } from './dialog-classes'
import type { Openable } from './lazy-part'

/** A question that only its buttons and Esc answer; also over a panel, which then waits behind it. */
export function AlertBox({
  open,
  onOpenChange,
  className,
  children,
}: Openable & { className: string; children: ReactNode }) {
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop forceRender className={backdropClasses} />
        <AlertDialog.Popup className={`${dialogPopupClasses} ${className}`}>{children}</AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

/** What it asks, and what that means. */
export function AlertWords({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div>
      <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
      {children && (
        <AlertDialog.Description className="mt-1 text-muted" render={<div />}>
          {children}
        </AlertDialog.Description>
      )}
    </div>
  )
}
