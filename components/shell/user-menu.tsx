'use client'
import { LogOut } from 'lucide-react'
import { useRef, useState, useTransition } from 'react'
import { Popover } from '../ui/popover'
import { Spinner } from '../ui/spinner'
import { ThemeSwitch } from './theme-switch'

export type Person = { name: string; email: string; role: string }

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase()
}

/** Who is signed in, how it looks, and the way out. */
export function UserMenu({ person, signOut }: { person: Person; signOut?: () => Promise<unknown> }) {
  const [leaving, start] = useTransition()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={`${person.name}: account`}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-[0.6875rem] font-semibold text-accent"
      >
        {initials(person.name)}
      </button>
      {open && (
        <Popover
          anchor={button}
          align="end"
          label="Account"
          onClose={() => setOpen(false)}
          className="w-60 p-1.5"
        >
          <div className="px-2 pt-1.5 pb-2">
            <p className="truncate font-medium">{person.name}</p>
            <p className="truncate text-xs text-muted">{person.email}</p>
            <p className="text-xs text-muted">{person.role}</p>
          </div>
          <ThemeSwitch />
          {signOut && (
            <button
              type="button"
              disabled={leaving}
              onClick={() =>
                start(async () => {
                  await signOut()
                })
              }
              className="mt-1.5 flex h-8 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover"
            >
              {leaving ? <Spinner /> : <LogOut size={15} aria-hidden="true" className="text-muted" />}
              Sign out
            </button>
          )}
        </Popover>
      )}
    </>
  )
}
