'use client'
import { LogOut } from 'lucide-react'
import { useTransition } from 'react'
import { PopoverBox, type PopoverProps } from '@/components/ui/overlay/popover-box'
import { Spinner } from '../ui/spinner'
import { ThemeSwitch } from './theme-switch'

export type AccountProps = Pick<PopoverProps, 'open' | 'onOpenChange' | 'anchor'> & {
  person: Person
  signOut?: () => Promise<unknown>
}

/** What the user menu opens. */
export function Account({ person, signOut, ...popover }: AccountProps) {
  const [leaving, start] = useTransition()
  return (
    <PopoverBox {...popover} align="end" label="Account" className="w-60 p-1.5">
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
    </PopoverBox>
  )
}

export type Person = { name: string; email: string; role: string }
