'use client'
import { useRef, useState } from 'react'
import { lazyOverlay } from '@/components/ui/overlay/lazy-part'
import type { AccountProps, Person } from './account'

const Account = lazyOverlay<AccountProps>(() => import('./account').then(file => file.Account))

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase()
}

/** Who is signed in, how it looks, and the way out. */
export function UserMenu({ person, signOut }: { person: Person; signOut?: () => Promise<unknown> }) {
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
        {...Account.preloadProps}
        onClick={event => {
          event.currentTarget.focus()
          setOpen(!open)
        }}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-[0.6875rem] font-semibold text-accent"
      >
        {initials(person.name)}
      </button>
      <Account open={open} onOpenChange={setOpen} anchor={button} person={person} signOut={signOut} />
    </>
  )
}
