'use client'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { Icon, type IconProp } from './icon'
import { Kbd } from './kbd'
import { Tooltip } from './overlay/tooltip'
import { Shortcut } from './shortcut'

const variants = {
  plain: 'text-muted hover:bg-hover hover:text-ink',
  quiet: 'border border-line-strong bg-surface text-ink shadow-control hover:bg-hover',
  primary: 'bg-accent text-on-accent shadow-control hover:bg-accent-press',
} as const

/** A button that is only an icon; its label is its name and its tooltip. */
export function IconButton({
  label,
  icon,
  shortcut,
  variant = 'plain',
  className,
  ...rest
}: Omit<ComponentProps<'button'>, 'children'> & {
  label: string
  icon: IconProp
  shortcut?: string
  variant?: keyof typeof variants
}) {
  const words = (
    <>
      {label}
      {shortcut && <Kbd>{shortcut.toUpperCase()}</Kbd>}
    </>
  )
  return (
    <Tooltip text={words}>
      <button
        type="button"
        aria-label={label}
        aria-keyshortcuts={shortcut}
        {...rest}
        className={classNames(
          'inline-flex size-8 shrink-0 items-center justify-center rounded-md transition-colors disabled:pointer-events-none disabled:opacity-50',
          variants[variant],
          className,
        )}
      >
        <Icon icon={icon} />
        {shortcut && <Shortcut of={shortcut} />}
      </button>
    </Tooltip>
  )
}
