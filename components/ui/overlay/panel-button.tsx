'use client'
import { type ReactNode, useState } from 'react'
import { Button, type ButtonProps } from '../button'
import { SidePanel } from './side-panel'
import type { SidePanelProps } from './side-panel-box'

/**
 * A button and the panel that it opens, by its key as well. `children` makes what stands in the panel, and is given the way
 * to close it once that is saved; `onTheWay` is of the form that it makes (`laterInPanel`).
 */
export function PanelButton({
  words,
  title,
  description,
  size,
  onTheWay,
  children,
  ...button
}: Pick<ButtonProps, 'variant' | 'icon' | 'shortcut'> &
  Pick<SidePanelProps, 'title' | 'description' | 'size'> & {
    /** On the button. */
    words: ReactNode
    onTheWay: { onPointerEnter: () => void; onFocus: () => void }
    children: (close: () => void) => ReactNode
  }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)} {...onTheWay}>
        {words}
      </Button>
      <SidePanel open={open} onOpenChange={setOpen} title={title} description={description} size={size}>
        {children(() => setOpen(false))}
      </SidePanel>
    </>
  )
}
