import type { ReactNode } from 'react'
import { classNames } from '../class-names'
import { Link } from '../link'

const noteTones = { neutral: 'text-muted', good: 'text-good', warn: 'text-warn', bad: 'text-bad' } as const

/** A row of figures, divided by hairlines. */
export function Stats({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none">
      {children}
    </div>
  )
}

/** One figure: what it is, how much, and a note on how it moved. The note's tone repeats what its words say. */
export function Stat({
  label,
  value,
  note,
  href,
  tone = 'neutral',
}: {
  label: string
  value: ReactNode
  note?: ReactNode
  href?: string
  tone?: keyof typeof noteTones
}) {
  const body = (
    <>
      <p className="text-xs text-pretty text-muted">{label}</p>
      <div className="pt-1 text-lg font-semibold tracking-tight tabular-nums sm:text-xl">{value}</div>
      {note && <div className={classNames('mt-0.5 text-xs', noteTones[tone])}>{note}</div>}
    </>
  )
  const box = 'flex min-w-0 flex-col bg-surface px-4 py-3'
  if (!href) return <div className={box}>{body}</div>
  return (
    <Link
      href={href}
      className={classNames(box, 'transition-colors hover:bg-hover focus-visible:-outline-offset-2')}
    >
      {body}
    </Link>
  )
}
