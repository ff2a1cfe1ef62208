const focusable = 'input:not([type=hidden]), select, textarea, button'

/** After the next paint, moves the focus to the first field in error, opening the section that hides it. */
export function focusFirstInvalid(): void {
  requestAnimationFrame(() => {
    const found = document.querySelector<HTMLElement>('form [aria-invalid="true"]')
    if (!found) return
    const section = found.closest('details')
    if (section) section.open = true
    const target = found.matches(focusable) ? found : found.querySelector<HTMLElement>(focusable)
    target?.focus()
    target?.scrollIntoView({ block: 'nearest' })
  })
}
