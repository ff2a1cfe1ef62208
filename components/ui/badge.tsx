import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon, type IconProp } from './icon'

const tones = {
  neutral: 'bg-hover text-muted',
  accent: 'bg-accent-soft text-accent',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
} as const
export type Tone = keyof typeof tones

const stateIcons = { good: CircleCheck, warn: TriangleAlert, bad: CircleX } as const

/** A word about a state. Green, amber and red always bring an icon, so that colour is never alone. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone
  icon?: IconProp
  children: ReactNode
}) {
  const shown = icon ?? (tone === 'good' || tone === 'warn' || tone === 'bad' ? stateIcons[tone] : undefined)
  return (
    <span className={classNames('badge', tones[tone])}>
      {shown && <Icon icon={shown} size={12} className="-ml-0.5" />}
      <span className="truncate">{children}</span>
    </span>
  )
}
