import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon, type IconProp } from './icon'
import { Kbd } from './kbd'
import { Link } from './link'
import { Shortcut } from './shortcut'
import { Spinner } from './spinner'

const variants = {
  primary: 'bg-accent text-on-accent shadow-control hover:bg-accent-press',
  quiet: 'border border-line-strong bg-surface text-ink shadow-control hover:bg-hover',
  plain: 'text-muted hover:bg-hover hover:text-ink',
  danger: 'bg-bad text-on-accent shadow-control hover:bg-bad-press',
} as const
const sizes = { md: 'h-8 px-3', sm: 'h-7 px-2 text-xs' } as const

type Look = {
  variant?: keyof typeof variants
  size?: keyof typeof sizes
  icon?: IconProp
  /** A single key that presses it while nobody types. */
  shortcut?: string
  children?: ReactNode
  className?: string
}

export function buttonClasses({
  variant = 'quiet',
  size = 'md',
  className,
}: Omit<Look, 'icon' | 'children'>) {
  return classNames(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none transition-colors',
    'disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50',
    variants[variant],
    sizes[size],
    className,
  )
}

function Face({ icon, shortcut, variant, children }: Look) {
  return (
    <>
      {icon && <Icon icon={icon} size={15} />}
      {children}
      {shortcut && (
        <>
          <span aria-hidden="true" className="-mr-1 ml-0.5 hidden md:inline-flex">
            <Kbd quiet={variant === 'primary' || variant === 'danger'}>{shortcut.toUpperCase()}</Kbd>
          </span>
          <Shortcut of={shortcut} />
        </>
      )}
    </>
  )
}

export type ButtonProps = Look & { busy?: boolean } & Omit<ComponentProps<'button'>, keyof Look>

/** A button. While `busy` it turns, keeps its width and its focus, and takes no second press. */
export function Button({ variant, size, icon, shortcut, busy, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      aria-keyshortcuts={shortcut}
      aria-busy={busy || undefined}
      {...rest}
      onClick={busy ? event => event.preventDefault() : rest.onClick}
      className={classNames(buttonClasses({ variant, size, className }), busy && 'relative cursor-progress')}
    >
      {busy && (
        <span className="absolute inset-0 flex items-center justify-center">
          <Spinner />
        </span>
      )}
      <span className={classNames('contents', busy && '[&>*]:opacity-0')}>
        {busy ? (
          <span className="inline-flex items-center gap-1.5">
            <Face icon={icon} shortcut={shortcut} variant={variant}>
              {children}
            </Face>
          </span>
        ) : (
          <Face icon={icon} shortcut={shortcut} variant={variant}>
            {children}
          </Face>
        )}
      </span>
    </button>
  )
}

/** A link that looks like a button: for going somewhere, where `Button` is for doing something. */
export function LinkButton({
  variant,
  size,
  icon,
  shortcut,
  className,
  children,
  ...rest
}: Look & Omit<ComponentProps<typeof Link>, keyof Look>) {
  return (
    <Link aria-keyshortcuts={shortcut} {...rest} className={buttonClasses({ variant, size, className })}>
      <Face icon={icon} shortcut={shortcut} variant={variant}>
        {children}
      </Face>
    </Link>
  )
}
