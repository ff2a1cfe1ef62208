import { classNames } from './class-names'

/** A key to press. `quiet` where it stands inside a filled button. */
export function Kbd({ children, quiet = false }: { children: string; quiet?: boolean }) {
  return (
    <kbd
      className={classNames(
        'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded px-1 font-sans text-[0.6875rem] leading-none',
        quiet ? 'bg-black/20' : 'border border-line bg-sunken text-faint',
      )}
    >
      {children}
    </kbd>
  )
}
