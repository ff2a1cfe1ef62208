'use client'
import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { classNames } from './class-names'
import { DiscardDialog } from './discard-dialog'
import { PanelContext } from './form-context'

const widths = { md: 'sm:w-[30rem]', lg: 'sm:w-[40rem]', xl: 'sm:w-[62rem]' } as const

/**
 * A panel over the list it belongs to, for short forms. Esc, the cross and a press outside close it; once something was
 * typed in the form inside they ask first. The focus goes to the first field, and back to what opened it.
 */
export function SidePanel({
  open,
  onOpenChange,
  title,
  description,
  size = 'md',
  children,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  size?: keyof typeof widths
  children: ReactNode
}) {
  const dirty = useRef(false)
  const popup = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const [asking, setAsking] = useState(false)
  const panel = useMemo(
    () => ({
      setDirty: (next: boolean) => {
        dirty.current = next
      },
      close: (saved: boolean) => {
        if (!saved && dirty.current) setAsking(true)
        else onOpenChange(false)
      },
    }),
    [onOpenChange],
  )
  return (
    <Dialog.Root open={open} onOpenChange={next => (next ? onOpenChange(true) : panel.close(false))}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Dialog.Popup
          ref={popup}
          initialFocus={by =>
            by === 'touch'
              ? popup.current
              : (body.current?.querySelector<HTMLElement>('input, select, textarea') ?? popup.current)
          }
          className={classNames(
            'fixed inset-y-0 right-0 z-50 flex w-full max-w-full flex-col bg-raised shadow-float outline-none',
            'transition-transform duration-200 ease-out data-[ending-style]:translate-x-full data-[starting-style]:translate-x-full sm:rounded-l-xl',
            widths[size],
          )}
        >
          <div className="flex min-h-14 items-start justify-between gap-3 border-b border-line px-5 py-3">
            <div className="min-w-0 pt-1">
              <Dialog.Title className="truncate text-lg leading-6 font-semibold">{title}</Dialog.Title>
              {description && (
                <Dialog.Description className="text-muted" render={<div />}>
                  {description}
                </Dialog.Description>
              )}
            </div>
            <Dialog.Close
              aria-label="Close"
              className="-mr-1.5 inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <X size={17} aria-hidden="true" />
            </Dialog.Close>
          </div>
          <div
            ref={body}
            className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain p-5 pb-5 [&>form]:flex-1"
          >
            <PanelContext value={panel}>{children}</PanelContext>
          </div>
          <DiscardDialog
            open={asking}
            onOpenChange={setAsking}
            onDiscard={() => {
              dirty.current = false
              onOpenChange(false)
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
