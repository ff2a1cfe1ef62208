import { classNames } from '../class-names'

/** The sorted set with `value` taken out, or put in. `toggled([1, 3], 2)` is `[1, 2, 3]`. */
export function toggled(set: readonly number[], value: number): number[] {
  return set.includes(value) ? set.filter(other => other !== value) : [...set, value].sort((a, b) => a - b)
}

/** The look of one button of a set. On or off is said by `aria-pressed` and by weight as well as by colour. */
export function toggleClasses(on: boolean): string {
  return classNames(
    'num flex min-w-0 items-center justify-center rounded-md border transition-colors select-none disabled:opacity-50',
    on
      ? 'border-transparent bg-accent font-semibold text-on-accent hover:bg-accent-press'
      : 'border-line bg-surface text-muted hover:border-line-strong hover:bg-hover hover:text-ink',
  )
}
