'use client'
import { type ReactNode, useState } from 'react'
import { Button, type ButtonProps } from '../button'
import type { PreloadProps } from './lazy-code'
import { SidePanel } from './side-panel'
import type { SidePanelProps } from './side-panel-box'

/**
 * A button and the panel that it opens, by its key as well. `children` makes what stands in the panel, and is given the way
 * to close it once that is saved; `preloadProps` is of the form that it makes (`lazyPanelForm`).
 */
export function PanelButton({
  words,
  title,
  description,
  size,
  preloadProps,
  children,
  ...button
}: Pick<ButtonProps, 'variant' | 'icon' | 'shortcut'> &
  Pick<SidePanelProps, 'title' | 'description' | 'size'> & {
    /** On the button. */
    words: ReactNode
    preloadProps: PreloadProps
    children: (close: () => void) => ReactNode
  }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)} {...preloadProps}>
        {words}
      </Button>
      <SidePanel open={open} onOpenChange={setOpen} title={title} description={description} size={size}>
        {children(() => setOpen(false))}
      </SidePanel>
    </>
  )
}
