import { type ReactNode, useId } from 'react'
import { classNames } from './class-names'

/** A titled section of a page. `flush` lets a table or a chart reach the edges. */
export function Panel({
  title,
  description,
  action,
  footer,
  flush = false,
  children,
  className,
}: {
  title?: ReactNode
  description?: ReactNode
  action?: ReactNode
  footer?: ReactNode
  flush?: boolean
  children?: ReactNode
  className?: string
}) {
  const id = useId()
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={classNames('min-w-0 rounded-lg border border-line bg-surface', className)}
    >
      {(title || action) && (
        <div className="flex min-h-11 items-center justify-between gap-3 border-b border-line px-4 py-2">
          <div className="min-w-0">
            {title && (
              <h2 id={id} className="truncate text-base font-semibold">
                {title}
              </h2>
            )}
            {description && <p className="text-xs text-muted">{description}</p>}
          </div>
          {action && <div className="flex shrink-0 items-center gap-2">{action}</div>}
        </div>
      )}
      <div className={flush ? '' : 'p-4'}>{children}</div>
      {footer && <div className="border-t border-line px-4 py-2.5 text-muted">{footer}</div>}
    </section>
  )
}
