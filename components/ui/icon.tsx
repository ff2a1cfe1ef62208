import type { LucideIcon } from 'lucide-react'
import { isValidElement, type ReactElement } from 'react'

/** A lucide component, or an element of one where a server component hands it to a client component. */
export type IconProp = LucideIcon | ReactElement

/** An icon beside words: never the only carrier of meaning, so hidden from assistive technology. */
export function Icon({
  icon: Shape,
  size = 16,
  className,
}: {
  icon: IconProp
  size?: number
  className?: string
}) {
  const classes = `shrink-0 ${className ?? ''}`
  if (isValidElement(Shape)) {
    return (
      <span aria-hidden="true" className={`inline-flex [&>svg]:size-4 ${classes}`}>
        {Shape}
      </span>
    )
  }
  return <Shape aria-hidden="true" size={size} strokeWidth={1.75} className={classes} />
}
