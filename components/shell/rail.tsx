'use client'
import { PanelLeft } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { classNames } from '../ui/class-names'
import { Link } from '../ui/link'
import { LinkPending } from '../ui/link-pending'
import { isAt, type Place } from './navigation'
import { rememberChoice } from './remember-choice'

/** The places of the app, at the left. Folds to icons by its button, and by itself where the window is narrow. */
export function Rail({
  places,
  mark,
  folded: foldedAtFirst,
}: {
  places: Place[]
  mark: string
  folded: boolean
}) {
  const pathname = usePathname()
  const [folded, setFolded] = useState(foldedAtFirst)
  const toggle = () => {
    rememberChoice('rail', folded ? 'open' : 'folded')
    setFolded(!folded)
  }
  const word = folded ? 'hidden' : 'hidden lg:block'
  return (
    <nav
      aria-label="Main"
      className={classNames(
        'sticky top-0 hidden h-dvh shrink-0 flex-col border-r border-line bg-sunken md:flex print:hidden',
        folded ? 'w-14' : 'w-14 lg:w-52',
      )}
    >
      <div
        className={classNames(
          'flex h-12 items-center',
          folded ? 'justify-center' : 'justify-center lg:px-4 lg:justify-start',
        )}
      >
        <Link
          href="/"
          className="flex items-center gap-2 rounded-md font-semibold tracking-tight"
          aria-label={mark}
        >
          <Mark />
          <span className={word}>{mark}</span>
        </Link>
      </div>
      <div className="flex-1 overflow-y-auto px-2 py-1">
        <ul className="flex flex-col gap-px">
          {places.map(({ href, label, icon }) => {
            const here = isAt(href, pathname)
            return (
              <li key={href}>
                <Link
                  href={href}
                  title={folded ? label : undefined}
                  aria-current={here ? 'page' : undefined}
                  className={classNames(
                    'flex h-8 items-center gap-2.5 rounded-md px-2.5 transition-colors [&>svg]:size-4 [&>svg]:shrink-0',
                    folded ? 'justify-center' : 'justify-center lg:justify-start',
                    here
                      ? 'bg-hover font-medium text-ink [&>svg]:text-accent'
                      : 'text-muted hover:bg-hover hover:text-ink',
                  )}
                >
                  {icon}
                  <span className={folded ? 'sr-only' : 'sr-only lg:not-sr-only'}>{label}</span>
                  <LinkPending />
                </Link>
              </li>
            )
          })}
        </ul>
      </div>
      <div className={classNames('hidden p-2 lg:flex', folded && 'justify-center')}>
        <button
          type="button"
          aria-label={folded ? 'Unfold the navigation' : 'Fold the navigation'}
          title={folded ? 'Unfold' : 'Fold'}
          aria-expanded={!folded}
          onClick={toggle}
          className="inline-flex size-8 items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink"
        >
          <PanelLeft size={16} aria-hidden="true" />
        </button>
      </div>
    </nav>
  )
}

/** The product's mark: a ring that closes, and a point where it begins again. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 24" className="size-6 shrink-0 text-accent" aria-hidden="true">
      <path
        d="M19.1 7.2A8.5 8.5 0 1 1 12 3.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <circle cx="16.6" cy="4.6" r="2" fill="currentColor" />
    </svg>
  )
}
