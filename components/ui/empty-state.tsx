import type { ReactNode } from 'react'
import { Icon, type IconProp } from './icon'

/** An empty list: what belongs here, in a sentence, and the step that puts it here. */
export function EmptyState({
  icon,
  title,
  isPage = false,
  action,
  children,
}: {
  icon?: IconProp
  title: string
  /** Where it is the whole page: its title is the page's heading. */
  isPage?: boolean
  action?: ReactNode
  children?: ReactNode
}) {
  const Title = isPage ? 'h1' : 'p'
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      {icon && (
        <span className="mb-3 flex size-10 items-center justify-center rounded-lg border border-line bg-sunken text-muted">
          <Icon icon={icon} size={18} />
        </span>
      )}
      <Title className="text-base font-semibold">{title}</Title>
      {children && <div className="mt-1 max-w-[46ch] text-balance text-muted">{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
