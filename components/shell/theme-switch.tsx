'use client'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { classNames } from '../ui/class-names'
import { rememberChoice } from './remember-choice'

const themes = [
  { value: 'system', label: 'System', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const
type Theme = (typeof themes)[number]['value']

/** The document itself knows its theme, as it is drawn in it before any script runs. */
function subscribe(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

function currentTheme(): Theme {
  const forced = document.documentElement.dataset.theme
  return forced === 'dark' || forced === 'light' ? forced : 'system'
}

function choose(next: Theme): void {
  if (next === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
  const age = next === 'system' ? 0 : 31_536_000
  rememberChoice('theme', next, age)
}

/** Light, dark or as the system: at once, and in a cookie for the pages to come. */
export function ThemeSwitch() {
  const theme = useSyncExternalStore(subscribe, currentTheme, () => 'system')
  return (
    <fieldset className="flex gap-0.5 rounded-md bg-sunken p-0.5">
      <legend className="sr-only">Theme</legend>
      {themes.map(({ value, label, icon: Shape }) => (
        <button
          key={value}
          type="button"
          aria-label={label}
          title={label}
          aria-pressed={theme === value}
          onClick={() => choose(value)}
          className={classNames(
            'inline-flex h-6.5 flex-1 items-center justify-center rounded px-2',
            theme === value ? 'bg-raised text-ink shadow-float' : 'text-muted hover:text-ink',
          )}
        >
          <Shape size={14} aria-hidden="true" />
        </button>
      ))}
    </fieldset>
  )
}
