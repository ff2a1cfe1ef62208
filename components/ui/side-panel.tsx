'use client'
import { type ReactNode, Suspense, useId, useMemo, useRef, useState } from 'react'
import { classNames } from './class-names'
import { DiscardDialog } from './discard-dialog'
import { PanelContext } from './form-context'
import { focusInto, Modal } from './modal'
import { ModalHead, Opening } from './modal-parts'

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
  const id = useId()
  const dirty = useRef(false)
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
        const dialog = body.current?.closest('dialog')
        if (dialog && !body.current?.contains(document.activeElement)) focusInto(dialog, body)
      },
    }),
    [onOpenChange],
  )
  const close = () => panel.close(false)
  return (
    <Modal
      open={open}
      onClose={close}
      labelledBy={id}
      describedBy={description ? `${id}-more` : undefined}
      focusFirst={body}
      className={classNames(
        'inset-y-0 right-0 left-auto h-dvh max-h-dvh w-full flex-col open:flex sm:rounded-l-xl',
        'translate-x-full open:translate-x-0 starting:open:translate-x-full',
        widths[size],
      )}
    >
      <ModalHead id={id} title={title} description={description} onClose={close} />
      <div
        ref={body}
        className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain p-5 pb-5 [&>form]:flex-1"
      >
        <PanelContext value={panel}>
          <Suspense fallback={<Opening />}>{children}</Suspense>
        </PanelContext>
      </div>
      <DiscardDialog
        open={asking}
        onOpenChange={setAsking}
        onDiscard={() => {
          dirty.current = false
          onOpenChange(false)
        }}
      />
    </Modal>
  )
}
