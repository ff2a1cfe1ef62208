'use client'
import { Dialog } from '@base-ui/react/dialog'
import { Menu } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { classNames } from '../ui/class-names'
import { backdropClasses } from '../ui/dialog-classes'
import { isAt, type Place } from './navigation'

const item =
  'flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[0.6875rem] [&>svg]:size-5'

/** The places of the app on a phone: four at the foot, all of them in the sheet behind *More*. */
export function PhoneBar({ places }: { places: Place[] }) {
  const pathname = usePathname()
  const [open, setOpen] = useState(false)
  const inBar = places.filter(place => place.phone)
  const elsewhere = !inBar.some(place => isAt(place.href, pathname))
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-canvas pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {inBar.map(({ href, label, icon }) => {
        const here = isAt(href, pathname)
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? 'page' : undefined}
            className={classNames(item, here ? 'font-medium text-accent' : 'text-muted')}
          >
            {icon}
            <span className="max-w-full truncate">{label}</span>
          </Link>
        )
      })}
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Trigger className={classNames(item, elsewhere ? 'font-medium text-accent' : 'text-muted')}>
          <Menu aria-hidden="true" strokeWidth={1.75} />
          More
        </Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Backdrop className={backdropClasses} />
          <Dialog.Popup className="fixed inset-x-0 bottom-0 z-50 rounded-t-xl bg-raised px-3 pt-3 pb-[calc(1rem+env(safe-area-inset-bottom))] shadow-float outline-none transition-transform duration-200 data-[ending-style]:translate-y-full data-[starting-style]:translate-y-full">
            <Dialog.Title className="px-2 pb-2 text-base font-semibold">Go to</Dialog.Title>
            <ul className="grid grid-cols-2 gap-1">
              {places.map(({ href, label, icon }) => (
                <li key={href}>
                  <Link
                    href={href}
                    onClick={() => setOpen(false)}
                    aria-current={isAt(href, pathname) ? 'page' : undefined}
                    className="flex h-11 items-center gap-3 rounded-md px-2 text-base text-ink aria-[current]:bg-hover aria-[current]:font-medium [&>svg]:size-4.5 [&>svg]:text-muted"
                  >
                    {icon}
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </nav>
  )
}
