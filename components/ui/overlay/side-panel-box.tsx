'use client'
import { Dialog } from '@base-ui/react/dialog'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { classNames } from '../class-names'
import { DiscardDialog } from '../form/discard-dialog'
import { PanelContext } from '../form/form-context'
import { backdropClasses } from './dialog-classes'
import { DialogHead } from './dialog-frame'
import type { Openable } from './lazy-part'

const widths = { md: 'sm:w-[30rem]', lg: 'sm:w-[40rem]', xl: 'sm:w-[62rem]' } as const

/** Where the focus goes: the first field; by touch the panel itself, since the keyboard would cover half of it. */
function placeToStart(popup: HTMLElement | null, body: HTMLElement | null): HTMLElement | null {
  if (matchMedia('(pointer: coarse)').matches) return popup
  const fields = 'input:not([type=hidden], :disabled), select, textarea'
  return body?.querySelector<HTMLElement>(fields) ?? popup
}

/** What `SidePanel` draws. */
export function SidePanelBox({
  open,
  onOpenChange,
  title,
  description,
  size = 'md',
  children,
}: SidePanelProps) {
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
      takeFocus: () => {
        const take = () => {
          const at = document.activeElement
          if (at !== popup.current && popup.current?.contains(at)) return
          placeToStart(popup.current, body.current)?.focus()
        }
        // The dialog focuses the panel in a frame of its own: a form that comes in just before that waits for it.
        if (document.activeElement === popup.current) take()
        else requestAnimationFrame(() => requestAnimationFrame(take))
      },
    }),
    [onOpenChange],
  )
  return (
    <Dialog.Root open={open} onOpenChange={next => (next ? onOpenChange(true) : panel.close(false))}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClasses} />
        <Dialog.Popup
          ref={popup}
          initialFocus={() => placeToStart(popup.current, body.current)}
          className={classNames(
            'fixed inset-y-0 right-0 z-50 flex w-full max-w-full flex-col bg-raised shadow-float outline-none',
            'transition-transform duration-200 ease-out data-[ending-style]:translate-x-full data-[starting-style]:translate-x-full sm:rounded-l-xl',
            widths[size],
          )}
        >
          <DialogHead title={title} description={description} />
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

export type SidePanelProps = Openable & {
  title: ReactNode
  description?: ReactNode
  size?: 'md' | 'lg' | 'xl'
  children: ReactNode
}
