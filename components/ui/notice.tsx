import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon } from './icon'

const tones = {
  info: { icon: Info, box: 'bg-sunken', mark: 'text-muted', role: undefined },
  good: { icon: CircleCheck, box: 'bg-good-soft', mark: 'text-good', role: undefined },
  warn: { icon: TriangleAlert, box: 'bg-warn-soft', mark: 'text-warn', role: undefined },
  bad: { icon: CircleAlert, box: 'bg-bad-soft', mark: 'text-bad', role: 'alert' },
} as const

/** A sentence about the page: what happened, what was kept, what to do. `bad` is announced at once. */
export function Notice({
  tone = 'info',
  title,
  action,
  children,
}: {
  tone?: keyof typeof tones
  title?: ReactNode
  action?: ReactNode
  children?: ReactNode
}) {
  const { icon, box, mark, role } = tones[tone]
  return (
    <div role={role} className={classNames('flex items-start gap-2.5 rounded-lg px-3 py-2.5', box)}>
      <Icon icon={icon} size={16} className={classNames('mt-0.5', mark)} />
      <div className="min-w-0 flex-1 break-words">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div>{children}</div>}
      </div>
      {action && <div className="shrink-0">{action}</div>}
    </div>
  )
}
