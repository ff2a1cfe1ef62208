'use client'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useEffect, useState } from 'react'
import { classNames } from '../ui/class-names'
import { rememberChoice } from './remember-choice'

const themes = [
  { value: 'system', label: 'As the system', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const
type Theme = (typeof themes)[number]['value']

/** Light, dark or as the system: at once, and in a cookie for the pages to come. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>('system')
  useEffect(() => {
    const forced = document.documentElement.dataset.theme
    setTheme(forced === 'dark' || forced === 'light' ? forced : 'system')
  }, [])
  const choose = (next: Theme) => {
    setTheme(next)
    if (next === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
    const age = next === 'system' ? 0 : 31_536_000
    rememberChoice('theme', next, age)
  }
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
